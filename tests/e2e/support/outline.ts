import type { CDPSession, Protocol } from 'puppeteer-core';

/** What stands in the tree for its own sake, not for a reader. */
const UNSAID = ['generic', 'none', 'StaticText', 'InlineTextBox', 'MenuListPopup', 'option'];
const TEXTS = ['paragraph', 'LabelText', 'time', 'sectionheader', 'sectionfooter'];
const STATES = ['level', 'pressed', 'expanded', 'invalid', 'busy', 'required', 'live'];

type Node = Protocol.Accessibility.AXNode;

/**
 * Chromium's accessibility tree below the page's `main`, a line for each node that a screen reader
 * stops at: role, name, states, description.
 */
export async function outlineOf(session: CDPSession): Promise<string[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: Node | undefined, depth: number): void => {
    if (!node) return;
    const role = String(node.role?.value);
    const isSaid = !node.ignored && ![...UNSAID, ...TEXTS].includes(role);
    if (isSaid) lines.push(`${'  '.repeat(depth)}${lineOf(role, node)}`);
    for (const child of node.childIds ?? []) walk(byId.get(child), depth + Number(isSaid));
  };
  const main = nodes.find(({ role }) => role?.value === 'main');
  for (const child of main?.childIds ?? []) walk(byId.get(child), 0);
  return lines.slice(lines.findIndex((line) => line.startsWith('region')));
}

function lineOf(role: string, { name, description, properties = [] }: Node): string {
  const states = properties
    .filter(({ name: state }) => STATES.includes(state))
    .map(({ name: state, value }) => `${state}=${String(value.value)}`)
    .filter((state) => !['invalid=false', 'required=false'].includes(state));
  const described = description?.value ? `(${String(description.value).trim()})` : '';
  return [role, `"${String(name?.value ?? '')}"`, ...states, described].filter(Boolean).join(' ');
}

/** The roles and names of an outline's lines, but for what has no name. */
export function namesIn(outline: readonly string[]): [role: string, name: string][] {
  return outline.flatMap((line) => {
    const [, role, name] = /^ *(\w+) "(.+?)"/.exec(line) ?? [];
    return role && name ? [[role, name]] : [];
  });
}
