import { expect } from '@open-wc/testing';
import { watchHostPage } from '../support/host-page.js';
import { everythingIn, mountEveryState, mountPrompts } from '../support/every-state.js';

/** What may change under a mouse: nothing comes, goes or moves. */
const LOOKS = /^(color|background(-.+)?|box-shadow|text-decoration(-.+)?)$/;

interface Hovered {
  rule: CSSStyleRule;
  /** The conditions that it stands in. */
  within: string[];
}

function hovered(rules: CSSRuleList, within: string[] = []): Hovered[] {
  return [...rules].flatMap((rule): Hovered[] => {
    if (rule instanceof CSSStyleRule) {
      return rule.selectorText.includes(':hover') ? [{ rule, within }] : [];
    }
    const inside = rule as CSSConditionRule;
    return inside.cssRules ? hovered(inside.cssRules, [...within, inside.conditionText]) : [];
  });
}

/** Every style sheet of ours, in every state of a thread. */
async function sheets(): Promise<CSSStyleSheet[]> {
  const threads = [await mountEveryState(), ...(await mountPrompts())];
  const roots = threads.flatMap(({ thread, root }) =>
    [thread, ...everythingIn(root)].map(({ shadowRoot }) => shadowRoot),
  );
  return [...new Set(roots.flatMap((root) => root?.adoptedStyleSheets ?? []))];
}

describe('palabre-thread: without a mouse', () => {
  watchHostPage();

  it('shows nothing only to those who hover, and keeps nothing of a press', async () => {
    const found = (await sheets()).flatMap(({ cssRules }) => hovered(cssRules));
    expect(found.length).to.be.greaterThan(5);
    for (const { rule, within } of found) {
      expect(within, rule.selectorText).to.include('(hover: hover)');
      const others = [...rule.style].filter((name) => !LOOKS.test(name));
      expect(others, rule.selectorText).to.deep.equal([]);
    }
  });
});
