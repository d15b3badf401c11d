import { expect } from '@open-wc/testing';
import { comments, viewers } from '../support/thread-builders.js';
import { mountReady, part, partOf, parts, shownNumbers, until } from '../support/thread-fixture.js';
import { pressOn } from '../elements/support/keyboard.js';
import { watchHostPage } from '../elements/support/host-page.js';

/** What old libraries put where every loop over names finds it. */
const ADDITIONS: [target: object, name: string][] = [
  [Object.prototype, 'extend'],
  [Array.prototype, 'each'],
  [String.prototype, 'strip'],
  [Function.prototype, 'curry'],
];

describe('a page that adds to what is built in', () => {
  watchHostPage();
  beforeEach(() => {
    for (const [target, name] of ADDITIONS) {
      const value = (): never => {
        throw new Error(`${name} was called`);
      };
      Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
    }
  });
  afterEach(() => {
    for (const [target, name] of ADDITIONS) Reflect.deleteProperty(target, name);
  });

  it('has a thread that can be read, and voted in', async () => {
    const { root } = await mountReady({ viewer: viewers.subscriber(), comments: comments(3) });
    expect(shownNumbers(root)).to.have.length(3);
    expect(part(root, 'list').getAttributeNames()).to.have.members(['part', 'role']);
    await pressOn(partOf(root, 2, 'vote-button'));
    await until(() => parts(root, 'voted').length === 1, 'the vote');
  });
});
