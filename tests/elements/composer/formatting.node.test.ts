import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { format, type Selected } from '../../../src/elements/composer/formatting.js';
import { bodyText } from '../../../src/markup/text.js';
import { parseSource } from '../../../src/markup/parse.js';
import type { Tool } from '../../../src/elements/composer/tools.js';

/** A text in which the selection stands between `[[` and `]]`, or a place is `^`. */
function selected(marked: string): Selected {
  if (marked.includes('^')) {
    const at = marked.indexOf('^');
    return { text: marked.replace('^', ''), start: at, end: at };
  }
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  return { text: marked.replace('[[', '').replace(']]', ''), start, end };
}

function after(marked: string, tool: Tool): string {
  const before = selected(marked);
  const { from, to, insert, start, end } = format(before, tool);
  const text = before.text.slice(0, from) + insert + before.text.slice(to);
  if (start === end) return `${text.slice(0, start)}^${text.slice(start)}`;
  return `${text.slice(0, start)}[[${text.slice(start, end)}]]${text.slice(end)}`;
}

const CASES: Record<Tool, [before: string, after: string][]> = {
  strong: [
    ['a [[b]] c', 'a **[[b]]** c'],
    ['a **[[b]]** c', 'a [[b]] c'],
    ['a [[**b**]] c', 'a [[b]] c'],
    ['a[[ b ]]c', 'a **[[b]]** c'],
    ['a *[[b]]* c', 'a ***[[b]]*** c'],
    ['a ***[[b]]*** c', 'a *[[b]]* c'],
    ['a ^', 'a **^**'],
    ['a **^**', 'a ^'],
    ['aujourd’^hui', '**[[aujourd’hui]]**'],
    ['[[a\n\n- b\n> c]]', '[[**a**\n\n- **b**\n> **c**]]'],
    ['[[**a**\n\n- **b**]]', '[[a\n\n- b]]'],
    ['a[[ ]]b', 'a **^**b'],
  ],
  emphasis: [
    ['a [[b]] c', 'a *[[b]]* c'],
    ['a *[[b]]* c', 'a [[b]] c'],
    ['a **[[b]]** c', 'a ***[[b]]*** c'],
    ['a ***[[b]]*** c', 'a **[[b]]** c'],
    ['a **^**', 'a ***^***'],
  ],
  quote: [
    ['[[a]]', '[[> a]]'],
    ['[[> a]]', '[[a]]'],
    ['a\n[[b\n\nc]]\nd', 'a\n[[> b\n>\n> c]]\n\nd'],
    ['a\n^', 'a\n> ^'],
    ['a^b', '> a^b'],
    ['> a^b', 'a^b'],
    ['> a\n> b^', '> a\n\nb^'],
    ['[[a\n]]b', '[[> a]]\n\nb'],
  ],
  list: [
    ['[[a\nb]]', '[[- a\n- b]]'],
    ['[[- a\n- b]]', '[[a\nb]]'],
    ['[[a\n\nb]]', '[[- a\n\n- b]]'],
    ['^', '- ^'],
  ],
  link: [
    ['a [[b]] c', 'a [b]([[https://]]) c'],
    ['a ^', 'a [^](https://)'],
    ['[[https://a.example/b]]', '[^](https://a.example/b)'],
    ['a [b^c](https://d.example) e', 'a [[bc]] e'],
    ['[[a\nb]]', '[a b]([[https://]])'],
  ],
};

describe('the formats of the composer', () => {
  for (const [tool, cases] of Object.entries(CASES) as [Tool, [string, string][]][]) {
    for (const [before, expected] of cases) {
      it(`${tool}: ${JSON.stringify(before)}`, () => assert.equal(after(before, tool), expected));
    }
  }

  const words = fc
    .array(fc.constantFrom('mot', 'Été', 'a', '7', '«', '!'), { minLength: 1, maxLength: 6 })
    .map((all) => all.join(' '));
  const text = fc.array(words, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n\n'));

  it('are taken away again by the same button', () => {
    const tool = fc.constantFrom<Tool>('strong', 'emphasis', 'quote');
    fc.assert(
      fc.property(text, tool, (source, which) => {
        const once = after(`[[${source}]]`, which);
        assert.equal(after(once, which).replace(/\[\[|\]\]/g, ''), source);
      }),
    );
  });

  it('change no word that is seen', () => {
    const seen = (source: string): string => bodyText(parseSource(source)).replace(/\s+/g, ' ');
    fc.assert(
      fc.property(text, fc.constantFrom<Tool>('quote', 'list'), fc.nat(), (source, tool, at) => {
        const from = at % source.length;
        // A line that is still empty is a marker without an entry.
        fc.pre(source.slice(from - 1, from + 1) !== '\n\n');
        const { insert, from: start, to } = format({ text: source, start: from, end: from }, tool);
        assert.equal(seen(source.slice(0, start) + insert + source.slice(to)), seen(source));
      }),
    );
  });
});
