import { expect } from '@open-wc/testing';
import { watchHostPage } from '../support/host-page.js';
import { rulesInEveryState } from '../support/sheets.js';

/** What may change under a mouse: nothing comes, goes or moves. */
const LOOKS = /^(color|background(-.+)?|box-shadow|text-decoration(-.+)?)$/;

describe('palabre-thread: without a mouse', () => {
  watchHostPage();

  it('shows nothing only to those who hover, and keeps nothing of a press', async () => {
    const rules = await rulesInEveryState();
    const found = rules.filter(({ rule }) => rule.selectorText.includes(':hover'));
    expect(found.length).to.be.greaterThan(5);
    for (const { rule, within } of found) {
      expect(within, rule.selectorText).to.include('(hover: hover)');
      const others = [...rule.style].filter((name) => !LOOKS.test(name));
      expect(others, rule.selectorText).to.deep.equal([]);
    }
  });
});
