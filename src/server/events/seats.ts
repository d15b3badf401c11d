import { PalabreError } from '../../model/errors.js';
import { networkOf } from '../limits/address.js';

/** How many streams may be open at once. */
export interface Seats {
  /**
   * @returns gives the seat back
   * @throws PalabreError `wait` when the address has too many, `unavailable` when all have
   */
  take(address: string | null): () => void;
  taken(): number;
}

export interface SeatOptions {
  /** Of one address, or of one IPv6 /64; addresses that say nothing of a reader are not counted. */
  perAddress: number;
  total: number;
}

/** Seconds: until one of a household's own pages is closed, and until a crowd has thinned. */
const ADDRESS_RETRY = 60;
const TOTAL_RETRY = 30;

export function createSeats({ perAddress, total }: SeatOptions): Seats {
  const byNetwork = new Map<string, number>();
  let taken = 0;

  function change(network: string | null, by: 1 | -1): void {
    taken += by;
    if (network === null) return;
    const count = (byNetwork.get(network) ?? 0) + by;
    if (count === 0) byNetwork.delete(network);
    else byNetwork.set(network, count);
  }

  return {
    take(address) {
      const network = networkOf(address);
      if (network !== null && (byNetwork.get(network) ?? 0) >= perAddress) {
        throw new PalabreError('wait', 'Too many streams are open at this address.', {
          retryAfter: ADDRESS_RETRY,
        });
      }
      if (taken >= total) {
        throw new PalabreError('unavailable', 'Too many streams are open.', {
          retryAfter: TOTAL_RETRY,
        });
      }
      change(network, 1);
      return () => change(network, -1);
    },
    taken: () => taken,
  };
}
