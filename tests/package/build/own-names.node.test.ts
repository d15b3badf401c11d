import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Rolldown } from 'vite';
import { ownNames } from './own-names.js';

describe('the names of what the entry exports', () => {
  it('are its own, in it and in those that import them', () => {
    const [entry, late] = rename(
      'let n=1,Yt=2;export{n as $,Yt as a};',
      'import{$ as n,a as Yt}from"./entry.js";import{a}from"./other.js";n(Yt,a);',
    );
    assert.equal(entry, 'let n=1,Yt=2;export{Yt,n};');
    assert.equal(late, 'import{n,Yt}from"./entry.js";import{a}from"./other.js";n(Yt,a);');
  });

  it('stay apart from those that another chunk uses for them', () => {
    const [, late] = rename('let n=1;export{n as $};', 'import{$ as e}from"./entry.js";e();');
    assert.equal(late, 'import{n as e}from"./entry.js";e();');
  });

  it('have to exist', () => {
    assert.throws(
      () => rename('let n=1;export{n as $};', 'import{b}from"./entry.js";b();'),
      /late.js imports what entry.js does not export/,
    );
  });
});

function rename(...codes: [entry: string, late: string]): string[] {
  const chunks = codes.map((code, at) => ({
    type: 'chunk',
    isEntry: at === 0,
    fileName: ['entry.js', 'late.js'][at],
    code,
  }));
  const plugin = ownNames() as unknown as {
    generateBundle(options: null, bundle: Rolldown.OutputBundle): void;
  };
  plugin.generateBundle(null, { ...chunks } as unknown as Rolldown.OutputBundle);
  return chunks.map(({ code }) => code);
}
