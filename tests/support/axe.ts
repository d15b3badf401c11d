import type { ElementContext, NodeResult, Result, RunOptions } from 'axe-core';
import 'axe-core/axe.min.js';

const { axe } = window as unknown as { axe: typeof import('axe-core') };

const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // A fixture is a fragment: the landmarks are the page's.
  rules: { region: { enabled: false } },
  resultTypes: ['violations'],
};

/** Runs axe on the element and on everything in its shadow roots; fails with a readable list. */
export async function expectAccessible(
  element: Element | Document,
  options: RunOptions = {},
): Promise<void> {
  const rules = { ...RULES.rules, ...options.rules };
  const { violations } = await axe.run(element as ElementContext, { ...RULES, ...options, rules });
  if (violations.length === 0) return;
  const name = element instanceof Element ? `<${element.localName}>` : 'The page';
  throw new Error(`${name} is not accessible:\n${violations.map(describe).join('\n')}`);
}

function describe({ id, help, impact, nodes }: Result): string {
  return `\n${id} (${impact ?? 'impact unknown'}): ${help}\n${nodes.map(describeNode).join('\n')}`;
}

function describeNode({ target, html, failureSummary }: NodeResult): string {
  const path = target.flat().join(' → ');
  const summary = (failureSummary ?? '').replaceAll('\n', '\n      ');
  return `  at ${path}\n      ${html.slice(0, 300)}\n      ${summary}`;
}
