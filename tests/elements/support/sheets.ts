import { everythingIn, mountEveryState, mountPrompts } from './every-state.js';

/** A rule of ours, and the conditions that it stands in. */
export interface Rule {
  rule: CSSStyleRule;
  within: string[];
}

/** Every rule of our style sheets, in every state of a thread. */
export async function rulesInEveryState(): Promise<Rule[]> {
  const threads = [await mountEveryState(), ...(await mountPrompts())];
  const roots = threads.flatMap(({ thread, root }) =>
    [thread, ...everythingIn(root)].map(({ shadowRoot }) => shadowRoot),
  );
  const sheets = new Set(roots.flatMap((root) => root?.adoptedStyleSheets ?? []));
  return [...sheets].flatMap(({ cssRules }) => rulesIn(cssRules));
}

function rulesIn(rules: CSSRuleList, within: string[] = []): Rule[] {
  return [...rules].flatMap((rule): Rule[] => {
    if (rule instanceof CSSStyleRule) return [{ rule, within }];
    const { cssRules, conditionText } = rule as CSSConditionRule;
    return cssRules && conditionText ? rulesIn(cssRules, [...within, conditionText]) : [];
  });
}
