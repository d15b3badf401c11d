import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, CDPSession } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { openNewsroom, type Newsroom } from '../e2e/support/newsroom.js';
import { openArticle, type Reader } from '../e2e/support/reader.js';

/*
 * What only Chromium can be told to be: a printer, a finger, a system with colours of its own. The
 * page is the theme editor, which shows every state.
 */
const isThere = (await enginesForPages()).includes('chromium');

describe('media in chromium', { skip: !isThere }, () => {
  let browser: Browser;
  let newsroom: Newsroom;
  let reader: Reader;
  let session: CDPSession;

  const emulate = (features: Record<string, string>, media = ''): Promise<unknown> =>
    session.send('Emulation.setEmulatedMedia', {
      media,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  /** Every such part in the thread with all kinds of comments. */
  const found = <T>(part: string, look: (elements: Element[]) => T): Promise<T> =>
    reader.page.$$eval(`#comments palabre-thread >>> [part~='${part}']`, look);
  const shown = (part: string): Promise<number> =>
    found(part, (all) => all.filter((it) => it.checkVisibility()).length);

  before(async () => {
    [browser, newsroom] = await Promise.all([openBrowser('chromium'), openNewsroom()]);
  });
  afterEach(() => reader.close());
  after(async () => {
    await browser.close();
    await newsroom.close();
  });
  const open = async (): Promise<void> => {
    const article = `${newsroom.origin}/theme`;
    reader = await openArticle(browser, { ...newsroom, article }, 'visitor');
    session = await reader.page.createCDPSession();
    await reader.sees('error', /\S/);
  };

  it('on paper: comments, dates and addresses, and nothing to press', async () => {
    await open();
    const before = await shown('body');
    await emulate({}, 'print');
    assert.equal(await shown('body'), before);
    for (const part of ['reply-button', 'more', 'sort', 'textarea', 'send-button', 'prompt']) {
      assert.equal(await shown(part), 0, part);
    }
    assert.ok((await shown('vote-count')) > 5);
    const after = (part: string): Promise<string[]> =>
      found(part, (all) => all.map((it) => getComputedStyle(it, '::after').content));
    assert.ok((await after('time')).every((content) => /\d{4}/.test(content)));
    const addresses = await after('permalink');
    assert.ok(addresses.some((content) => content.includes('#palabre-')));
    assert.ok(addresses.includes('none'), 'replies are found below what they answer');
  });

  it('under a finger: every target is 44 pixels, but for links in a sentence', async () => {
    await open();
    // Chromium takes a screen that is touched for one without a mouse only when it is a telephone's.
    await reader.page.setViewport({ width: 360, height: 800, hasTouch: true, isMobile: true });
    assert.equal(await reader.page.evaluate(() => matchMedia('(pointer: coarse)').matches), true);
    const small = await reader.page.$$eval(
      'palabre-thread >>> :is(a, button, select, input, textarea)',
      (all) =>
        all
          .filter(
            (it) => !it.closest("[part='body'], [part='tombstone'], [part='aside'], [hidden]"),
          )
          .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 43.9)
          .map((it) => `${it.getAttribute('part')}: ${it.getBoundingClientRect().height}`),
    );
    assert.deepEqual([...new Set(small)], []);
  });

  it('on a telephone of 320 pixels nothing has to be scrolled sideways', async () => {
    await open();
    await reader.page.setViewport({ width: 320, height: 640 });
    const wide = await reader.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 320);
  });

  it('in forced colours: buttons and what is led to keep an edge', async () => {
    await open();
    await emulate({ 'forced-colors': 'active' });
    const edges = await reader.page.$$eval(
      "palabre-thread >>> :is([part='send-button'], [part='subscribe-button'], [part='name-button'], [part='retry'])",
      (all) =>
        all
          .filter((it) => it.checkVisibility())
          .map((it) => getComputedStyle(it))
          .map((style) =>
            [style.borderTopStyle, style.borderTopWidth, style.borderTopColor].join(),
          ),
    );
    assert.ok(edges.length >= 4);
    assert.ok(
      edges.every((edge) => /^solid,1px,rgb\(/.test(edge)),
      edges.join(' | '),
    );
    const outline = await found('linked', ([linked]) => getComputedStyle(linked!).outlineStyle);
    assert.equal(outline, 'solid');
  });

  it('with more contrast: what was quiet is as strong as the text, and links are underlined', async () => {
    await open();
    // Without motion, no colour is on its way to another.
    await emulate({ 'prefers-contrast': 'more', 'prefers-reduced-motion': 'reduce' });
    const colours = async (part: string): Promise<string> =>
      found(part, ([first]) => getComputedStyle(first!).color);
    assert.equal(await colours('permalink'), await colours('author'));
    const line = await found('permalink', ([it]) => getComputedStyle(it!).textDecorationLine);
    assert.equal(line, 'underline');
  });

  it('moves nothing where less motion is wished for, and little where it is not', async () => {
    await open();
    const moves = (): Promise<string> =>
      found('linked', ([it]) => getComputedStyle(it!).animationName);
    await emulate({ 'prefers-reduced-motion': 'no-preference' });
    assert.equal(await moves(), 'palabre-found');
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    assert.equal(await moves(), 'none');
    const slow = await found(
      'reply-button',
      (all) => all.filter((it) => getComputedStyle(it).transitionDuration !== '0s').length,
    );
    assert.equal(slow, 0);
  });
});
