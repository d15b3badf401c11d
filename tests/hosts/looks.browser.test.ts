import { expect } from '@open-wc/testing';
import { part, partOf } from '../support/thread-fixture.js';
import { closePages, openPage, type HostPage } from './support/host-page.js';
import { differences, hidden, looksOf, openPlain } from './support/looks.js';
import { voteAndReply } from './support/use.js';

const sheet = (path: string): string => `<link rel="stylesheet" href="/node_modules/${path}">`;
const style = (css: string): string => `<style>${css}</style>`;

/** Styles that pages have, and what is known to spoil what stands in them. */
const HOSTILITIES: Record<string, HostPage> = {
  'a rule for everything, with !important': {
    head: style('* { all: revert !important; margin: 9px !important }'),
  },
  'modern-normalize': { head: sheet('modern-normalize/modern-normalize.css') },
  'Tailwind’s preflight': { head: sheet('tailwindcss/preflight.css') },
  'Bootstrap 3': {
    head: sheet('bootstrap3/dist/css/bootstrap.css'),
    body: '<div class="container"><div class="row"><div class="col-sm-8 well text-center">{thread}</div></div></div>',
  },
  'Bootstrap 5': {
    head: sheet('bootstrap5/dist/css/bootstrap.css'),
    html: 'data-bs-theme="dark"',
    body: '<div class="container"><div class="row text-center text-nowrap"><div class="col-8 user-select-none">{thread}</div></div></div>',
  },
  'rows of boxes': {
    head: style('div { display: flex; align-items: center }'),
    body: '<div><div>{thread}</div></div>',
  },
  'columns of boxes': {
    head: style('div { display: flex; flex-direction: column; align-items: center }'),
    body: '<div><div>{thread}</div></div>',
  },
  'a grid': {
    head: style('div { display: grid; grid-template-columns: 8em 1fr; justify-items: center }'),
    body: '<div><p>Aside</p>{thread}</div>',
  },
  'a root of ten pixels': { head: style('html { font-size: 62.5% } body { font-size: 1.7rem }') },
  'text that is not to be selected': {
    head: style('* { -webkit-user-select: none; user-select: none; cursor: not-allowed }'),
  },
  'typography for everything': {
    head: style(
      '* { text-transform: uppercase !important; text-indent: 3em !important; white-space: nowrap !important; text-align: justify !important; line-height: 1 !important; text-shadow: 1px 1px red !important; word-break: break-all !important }',
    ),
  },
  'a trap': {
    head: style(
      'main { overflow: hidden; contain: layout paint style; transform: translateZ(0); columns: 1 }',
    ),
  },
  'from right to left': { html: 'dir="rtl"' },
};

const READERS = ['subscriber', 'visitor'] as const;

describe('palabre-thread: on any page', () => {
  afterEach(closePages);

  for (const [name, page] of Object.entries(HOSTILITIES)) {
    // What stands where one writes is in a root of its own, which inherits as the thread's does.
    for (const reader of name.includes('everything') ? READERS : READERS.slice(0, 1)) {
      it(`looks as on a plain page to a ${reader}: ${name}`, async () => {
        const hostile = await openPage({ ...page, reader });
        const plain = await openPlain(hostile, { reader });
        expect(differences(looksOf(hostile), looksOf(plain))).to.deep.equal([]);
        expect(hidden(hostile)).to.deep.equal([]);
        if (reader === 'subscriber') await voteAndReply(hostile);
        expect([...hostile.faults, ...plain.faults]).to.deep.equal([]);
      });
    }
  }

  it('has the font and the colour that the newsroom says, whatever a rule for everything does', async () => {
    const { root, window } = await openPage({
      head: style(`* { all: revert !important }
        palabre-thread { --palabre-font: monospace; --palabre-text: rgb(1, 2, 3) }`),
    });
    const place = part(root, 'composer').shadowRoot!;
    for (const element of [partOf(root, 6, 'body'), part(place, 'textarea')]) {
      const { fontFamily, color } = window.getComputedStyle(element);
      expect([fontFamily, color]).to.deep.equal(['monospace', 'rgb(1, 2, 3)']);
    }
  });
});
