import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  answeredInDrafts,
  DRAFT_LIFE,
  MAX_DRAFTS,
  readDraft,
  removeDraft,
  writeDraft,
  type Draft,
  type DraftPlace,
} from '../../src/cache/drafts.js';
import { device, forgetDevice } from './device.js';

const ADDRESS = 'https://comments.example/fr';
const place = (more: Partial<DraftPlace> = {}): DraftPlace => ({
  backend: ADDRESS,
  thread: 'https://news.example/a b/[1]?c="d"',
  parent: null,
  account: null,
  ...more,
});
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  text,
  id: '',
  attempted: null,
  by: null,
  ...more,
});
const textAt = (more?: Partial<DraftPlace>): string | undefined => readDraft(place(more))?.text;

describe('drafts', () => {
  afterEach(() => {
    removeDraft(place());
    forgetDevice();
  });

  it('are kept on the device with all that belongs to them', () => {
    device();
    const whole = draft('Texte', { id: 'one', attempted: 'Text', by: 'account' });
    assert.equal(writeDraft(place(), whole), true);
    const { at: _, ...found } = readDraft(place({ backend: `${ADDRESS}/` })) as Draft & {
      at: number;
    };
    assert.deepEqual(found, whole);
    removeDraft(place());
    assert.equal(readDraft(place()), null);
  });

  const others: Partial<DraftPlace>[] = [
    { backend: 'https://other.example' },
    { thread: 'another' },
    { parent: 'comment' },
    { account: 'account' },
    { backend: {} },
  ];
  for (const other of others) {
    it(`of another ${Object.keys(other).join()} are others`, () => {
      device();
      writeDraft(place(), draft('Here'));
      assert.equal(textAt(other), undefined);
      writeDraft(place(other), draft('There'));
      assert.equal(textAt(), 'Here');
      assert.equal(textAt(other), 'There');
    });
  }

  it('are the same for every object that a page makes its backend of', () => {
    device();
    writeDraft(place({ backend: {} }), draft('Here'));
    assert.equal(textAt({ backend: {} }), 'Here');
    removeDraft(place({ backend: {} }));
  });

  const poor: Record<string, (() => unknown) | undefined> = {
    'keeps nothing': () => device(['getItem', 'setItem', 'removeItem', 'key', 'length']),
    'is full': () => device(['setItem']),
    'is no browser': undefined,
  };
  for (const [how, make] of Object.entries(poor)) {
    it(`last as long as the page where the device ${how}`, () => {
      make?.();
      assert.equal(writeDraft(place(), draft('One')), false);
      assert.equal(textAt(), 'One');
      assert.equal(writeDraft(place({ parent: 'p' }), draft('Two')), false);
      assert.deepEqual(answeredInDrafts(place()), ['p']);
      removeDraft(place());
      removeDraft(place({ parent: 'p' }));
      assert.equal(textAt(), undefined);
      assert.deepEqual(answeredInDrafts(place()), []);
    });
  }

  it('are kept by the device again as soon as it has room', () => {
    device(['setItem']);
    writeDraft(place(), draft('One'));
    const kept = device();
    assert.equal(writeDraft(place(), draft('Two')), true);
    assert.equal(kept.size, 1);
    assert.equal(textAt(), 'Two');
  });

  it('are never what else may stand in their place', () => {
    const kept = device();
    writeDraft(place(), draft('One'));
    const [key] = [...kept.keys()];
    const foreign = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          { text: fc.anything(), id: fc.anything(), attempted: fc.anything(), at: fc.anything() },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value) ?? ''),
    );
    fc.assert(
      fc.property(foreign, (value) => {
        kept.set(key!, value);
        const found = readDraft(place());
        assert.ok(found === null || typeof found.text === 'string');
      }),
    );
    kept.set(key!, '{');
    assert.equal(readDraft(place()), null);
    writeDraft(place(), draft('Two'));
    assert.equal(textAt(), 'Two');
  });

  it('are given up a month after they were found a month old', (context) => {
    const kept = device();
    context.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
    writeDraft(place({ parent: 'old' }), draft('Old'));
    context.mock.timers.tick(DRAFT_LIFE);
    assert.equal(textAt({ parent: 'old' }), 'Old');
    context.mock.timers.tick(DRAFT_LIFE);
    assert.equal(textAt({ parent: 'old' }), undefined);
    writeDraft(place({ parent: 'young' }), draft('Young'));
    assert.equal(textAt({ parent: 'young' }), 'Young');
    assert.equal(kept.size, 1, 'what is too old makes room');
  });

  const clocks: Record<string, [written: number, shown: number[]]> = {
    'stood far back when they were written': [0, [1_800_000_000_000, 0, 1_800_000_000_000]],
    'stands far ahead for a while': [
      1_800_000_000_000,
      [1_800_000_000_000 + 9 * DRAFT_LIFE, 1_800_000_000_001],
    ],
    'stood far ahead when they were written': [
      1_800_000_000_000 + 9 * DRAFT_LIFE,
      [1_800_000_000_000],
    ],
  };
  for (const [how, [written, shown]] of Object.entries(clocks)) {
    it(`stay where a clock ${how}`, (context) => {
      device();
      context.mock.timers.enable({ apis: ['Date'], now: written });
      writeDraft(place(), draft('Mine'));
      for (const now of shown) {
        context.mock.timers.setTime(now);
        assert.equal(textAt(), 'Mine');
        // Another one makes room for itself.
        writeDraft(place({ parent: `${now}` }), draft('Other'));
        assert.equal(textAt(), 'Mine');
      }
    });
  }

  it('are a limited number, of which the oldest leave first', () => {
    const kept = device();
    kept.set('of the page', 'stays');
    const now = Date.now();
    for (let n = 0; n < MAX_DRAFTS + 5; n += 1) {
      writeDraft(place({ thread: `thread ${n % 3}`, parent: `${n}` }), draft(`${n}`), now + n);
    }
    assert.equal(kept.size, MAX_DRAFTS + 1);
    assert.equal(textAt({ thread: 'thread 1', parent: '4' }), undefined);
    assert.equal(textAt({ thread: 'thread 2', parent: '5' }), '5');
  });

  it('say to which comments an answer was begun, the latest first', () => {
    const kept = device();
    kept.set('palabre-draft [1', 'foreign');
    kept.set('palabre-draft ["a"]', 'foreign');
    const now = Date.now();
    writeDraft(place({ parent: 'one', account: 'me' }), draft('1'), now - 2);
    writeDraft(place({ parent: 'two', account: 'me' }), draft('2'), now - 1);
    writeDraft(place({ account: 'me' }), draft('Top'), now);
    writeDraft(place({ parent: 'three' }), draft('3'), now);
    writeDraft(place({ parent: 'four', account: 'me', thread: 'another' }), draft('4'), now);
    assert.deepEqual(answeredInDrafts(place({ account: 'me' })), ['two', 'one']);
  });
});
