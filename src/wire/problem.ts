import { z } from 'zod';
import { ERROR_CODES } from '../model/error-codes.js';

/** A failure as it travels: problem details (RFC 9457) with the contract's code. */
export interface Problem {
  type: 'about:blank';
  /** The status in words. */
  title: string;
  status: number;
  /** For developers. */
  detail: string;
  code: (typeof ERROR_CODES)[number];
  /** Seconds; in the body, since a page cannot read the header across origins. */
  retryAfter: number | null;
}

export const problemSchema: z.ZodType<Problem> = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: 'The status in words.' }),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'For developers; what a reader sees is for the code.' }),
    code: z.enum(ERROR_CODES),
    retryAfter: z.int().nonnegative().nullable().meta({
      description: 'Seconds; also here, since a page cannot read the header across origins.',
    }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457) with a code of a closed list.' });
