import assert from 'node:assert/strict';
import type { Entry } from '../../src/cache/outbox.js';
import type { Author, VoteValue } from '../../src/model/comment.js';

/** What the reader was told of something they wrote; `unknown` where nobody was left to tell. */
export type Told = 'acknowledged' | 'queued' | 'refused' | 'unknown';

/** Something an account wrote on a comment. */
export interface Wish {
  readonly account: Author['id'];
  readonly comment: string;
  readonly kind: 'text' | 'deleted' | 'vote' | 'report';
  readonly value: string | VoteValue | null;
  /** How many failures of the device were over by then. */
  readonly failures: number;
  told: Told;
}

const KINDS = {
  ...({ comment: 'text', edit: 'text', delete: 'deleted' } as const),
  ...({ vote: 'vote', report: 'report' } as const),
};

/** All that was written, in that order, and what was promised of it. */
export class Promises {
  readonly wishes: Wish[] = [];

  /** What one account wrote on one comment. */
  on({ account, comment }: Pick<Wish, 'account' | 'comment'>): Wish[] {
    return this.wishes.filter((one) => one.account === account && one.comment === comment);
  }

  wishOf({ by, write }: Pick<Entry, 'by' | 'write'>): Wish {
    const value = 'source' in write ? write.source : 'value' in write ? write.value : null;
    const wish = this.wishes.findLast(
      (one) =>
        one.account === by &&
        one.comment === write.comment &&
        one.kind === KINDS[write.kind] &&
        one.value === value,
    );
    return wish ?? assert.fail('an entry is what somebody wrote');
  }

  /** Nobody has it any more. @param failures how often the device has failed by now */
  lose(wish: Wish, failures: number): void {
    if (wish.told !== 'queued') return;
    assert.ok(failures > wish.failures, `“${String(wish.value)}” was promised, and is not kept`);
    wish.told = 'unknown';
  }

  /**
   * What may stand in the end: the last wish that was promised, or one after it that nobody knows of.
   */
  possible(wishes: readonly Wish[], otherwise: Wish['value'] = null): Wish['value'][] {
    const last = wishes.findLastIndex(isPromised);
    const later = wishes.slice(last + 1).filter(({ told }) => told === 'unknown');
    return [last < 0 ? otherwise : wishes[last]!.value, ...later.map(({ value }) => value)];
  }
}

export function isPromised(wish: Wish | undefined): boolean {
  return wish?.told === 'acknowledged' || wish?.told === 'queued';
}
