import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Store, type StoreTopic } from '../../src/discussion/store.js';
import type { Comment } from '../../src/model/comment.js';
import type { CommentList, CommentPage } from '../../src/model/thread.js';
import { comment, comments, idOf, tombstone } from '../support/thread-builders.js';

const list = (
  parent: number | null,
  numbers: number[],
  total = numbers.length,
  cursor: string | null = null,
): CommentList => ({
  parent: parent === null ? null : idOf(parent),
  ids: numbers.map(idOf),
  page: { total, cursor },
});

const page = (records: Comment[], ...lists: CommentList[]): CommentPage => ({
  comments: records,
  lists,
});

const numbers = (store: Store, parent: number | null): number[] =>
  store.list(parent === null ? null : idOf(parent)).ids.map((id) => Number(id.slice(-12)));

const revised = (n: number, revision: number, text: string): Comment =>
  comment(n, { revision, text });

const textOf = (store: Store, n: number): string => JSON.stringify(store.comment(idOf(n)));

/** What a store tells from now on. */
function heard(store: Store, ...topics: StoreTopic[]): string[] {
  const told: string[] = [];
  for (const topic of topics) store.follow(topic, () => told.push(topic));
  return told;
}

describe('Store: revisions', () => {
  it('takes a record of a higher revision, never one of a lower', () => {
    const store = new Store();
    store.put(revised(1, 3, 'third'));
    store.put(revised(1, 2, 'second'));
    assert.match(textOf(store, 1), /third/);
    store.put(revised(1, 4, 'fourth'));
    assert.match(textOf(store, 1), /fourth/);
  });

  it('never brings a withdrawn comment back', () => {
    const store = new Store();
    store.put({ ...tombstone(1, 'author'), revision: 7 });
    store.addPage(page([revised(1, 6, 'from a cache')], list(null, [1])));
    assert.equal(store.comment(idOf(1))!.tombstone, 'author');
  });

  it('takes what is said of the thread only if nothing newer is known', () => {
    const store = new Store();
    const info = { key: 'k', closed: false, revision: 5, total: 9, downVotes: false };
    store.setThread(info);
    store.setThread({ ...info, revision: 4, total: 1 });
    assert.equal(store.thread!.total, 9);
    store.setThread({ ...info, revision: 5, total: 10 });
    assert.equal(store.thread!.total, 10);
  });

  it('tells nobody of what it did not take', () => {
    const store = new Store();
    store.put(revised(1, 3, 'third'));
    const told = heard(store, `comment:${idOf(1)}`);
    store.put(revised(1, 2, 'second'));
    assert.deepEqual(told, []);
  });
});

describe('Store: lists', () => {
  it('continues the list that was asked for, with its cursor', () => {
    const store = new Store();
    store.replacePage(page(comments(2), list(null, [1, 2], 5, 'after 2')));
    store.addPage(page(comments(2, 3), list(null, [3, 4], 5, 'after 4')), null);
    assert.deepEqual(numbers(store, null), [1, 2, 3, 4]);
    assert.deepEqual([store.list(null).cursor, store.list(null).total], ['after 4', 5]);
    store.addPage(page(comments(1, 5), list(null, [5], 5)), null);
    assert.equal(store.list(null).cursor, null);
  });

  it('shows no comment twice, though pages overlap', () => {
    const store = new Store();
    store.replacePage(page(comments(3), list(null, [1, 2, 3], 4, 'c')));
    store.addPage(page(comments(2, 3), list(null, [3, 4], 4)), null);
    assert.deepEqual(numbers(store, null), [1, 2, 3, 4]);
  });

  it('gives the continued list its cursor, even if the page held nothing new', () => {
    const store = new Store();
    store.replacePage(page(comments(2), list(null, [1, 2], 3, 'c')));
    store.addPage(page(comments(1, 2), list(null, [2], 3, 'd')), null);
    assert.equal(store.list(null).cursor, 'd');
  });

  it('moves no cursor back that is further on', () => {
    const store = new Store();
    store.replacePage(page(comments(1), list(null, [1])));
    store.addPage(page(comments(4, 10, 1), list(1, [10, 11, 12, 13], 9, 'after 13')), idOf(1));
    store.addPage(page(comments(2, 10, 1), list(1, [10, 11], 9, 'after 11')));
    assert.equal(store.list(idOf(1)).cursor, 'after 13');
    assert.deepEqual(numbers(store, 1), [10, 11, 12, 13]);
  });

  it('begins every list anew with a first page', () => {
    const store = new Store();
    store.replacePage(
      page([...comments(2), comment(10, { parent: 1 })], list(null, [1, 2]), list(1, [10])),
    );
    store.replacePage(page(comments(1, 2), list(null, [2])));
    assert.deepEqual(numbers(store, null), [2]);
    assert.deepEqual(numbers(store, 1), []);
    assert.ok(store.comment(idOf(1)), 'its records are still known');
  });

  it('knows an empty list where it knows nothing', () => {
    assert.deepEqual(new Store().list('x'), { ids: [], total: 0, cursor: null, isBegun: false });
  });

  it('places a comment once, and takes out what never came to be', () => {
    const store = new Store();
    store.replacePage(page(comments(2), list(null, [1, 2], 8, 'c')));
    store.place(comment(3), 'first', true);
    store.place(comment(3), 'last', true);
    assert.deepEqual(numbers(store, null), [3, 1, 2]);
    assert.deepEqual(store.list(null), {
      ids: [3, 1, 2].map(idOf),
      total: 9,
      cursor: 'c',
      isBegun: true,
    });
    store.remove(comment(3));
    store.remove(comment(3));
    assert.deepEqual(store.list(null), {
      ids: [1, 2].map(idOf),
      total: 8,
      cursor: 'c',
      isBegun: true,
    });
  });

  it('places without counting what the total holds already', () => {
    const store = new Store();
    store.replacePage(page(comments(2), list(null, [1, 2], 8, 'c')));
    store.place(comment(7), 'first', false);
    assert.equal(store.list(null).total, 8);
  });

  it('places a reply in a list of its own', () => {
    const store = new Store();
    store.replacePage(page(comments(1), list(null, [1])));
    store.place(comment(5, { parent: 1 }), 'last', true);
    assert.deepEqual(numbers(store, 1), [5]);
    assert.deepEqual(numbers(store, null), [1]);
  });
});

describe('Store: wishes', () => {
  it('shows a wish over what is known, until it is taken back', () => {
    const store = new Store();
    store.put(revised(1, 3, 'known'));
    store.wish(idOf(1), () => comment(1, { text: 'wished' }));
    store.put(revised(1, 4, 'newer'));
    assert.match(textOf(store, 1), /wished/);
    store.wish(idOf(1), null);
    assert.match(textOf(store, 1), /newer/);
  });

  it('makes a wish of what is known by then', () => {
    const store = new Store();
    store.wish(idOf(1), (known) => known && { ...known, revision: known.revision + 100 });
    assert.equal(store.comment(idOf(1)), undefined);
    store.put(revised(1, 3, 'known'));
    assert.equal(store.comment(idOf(1))!.revision, 103);
    store.put(revised(1, 4, 'newer'));
    assert.equal(store.comment(idOf(1))!.revision, 104);
  });

  it('knows what a server has confirmed', () => {
    const store = new Store();
    store.wish(idOf(1), () => comment(1));
    assert.equal(store.isKnown(idOf(1)), false);
    store.put(comment(1));
    assert.equal(store.isKnown(idOf(1)), true);
    assert.equal(store.isKnown(idOf(2)), false);
  });
});

describe('Store: topics', () => {
  it('tells of one changed record those alone who follow it', () => {
    const store = new Store();
    store.replacePage(page(comments(3), list(null, [1, 2, 3])));
    const told = heard(
      store,
      'thread',
      'lists',
      'list:',
      `comment:${idOf(1)}`,
      `comment:${idOf(2)}`,
    );
    store.put(revised(2, 9, 'new'));
    assert.deepEqual(told, [`comment:${idOf(2)}`]);
  });

  it('tells of a list', () => {
    const store = new Store();
    const told = heard(store, 'list:', `list:${idOf(1)}`, 'lists');
    store.place(comment(2, { parent: 1 }), 'last', true);
    assert.deepEqual(told, [`list:${idOf(1)}`, 'lists']);
  });

  it('tells nobody who has stopped, and everybody else though one throws', () => {
    const store = new Store();
    const reported: unknown[] = [];
    const original = globalThis.reportError;
    globalThis.reportError = (error) => reported.push(error);
    try {
      const told: string[] = [];
      const stop = store.follow('thread', () => told.push('stopped'));
      store.follow('thread', () => {
        throw new Error('a listener');
      });
      store.follow('thread', () => told.push('heard'));
      stop();
      stop();
      store.tell('thread');
      assert.deepEqual(told, ['heard']);
      assert.equal(reported.length, 1);
    } finally {
      globalThis.reportError = original;
    }
  });
});
