import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, ElementHandle } from 'puppeteer-core';
import type { Role } from '../../demo/server/roles.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };
const TELEPHONE = { width: 360, height: 740, hasTouch: true, isMobile: true };
/** What a keyboard on the screen leaves of it. */
const WITH_KEYBOARD = { ...TELEPHONE, height: 320 };

const REFUSAL = {
  status: 403,
  headers: { 'Access-Control-Allow-Origin': '*' },
  contentType: 'application/problem+json',
  body: JSON.stringify({ code: 'forbidden', detail: 'Not this one.' }),
};

/** Only Chromium can be told to be a telephone. */
const isThere = (await enginesForPages()).includes('chromium');

describe('a reader with a telephone, in chromium', { skip: !isThere }, () => {
  let browser: Browser;
  let newsroom: Newsroom;
  let reader: Reader;

  before(async () => {
    [browser, newsroom] = await Promise.all([openBrowser('chromium'), openNewsroom({}, true)]);
    for (let index = 1; index <= 12; index++) {
      await newsroom.write(KADER, `Message numéro ${index}.`);
    }
  });
  afterEach(() => reader.close());
  after(async () => {
    await browser.close();
    await newsroom.close();
  });

  const open = async (role: Role): Promise<void> => {
    reader = await openArticle(browser, newsroom, role, '', TELEPHONE);
    await reader.sees('body', 'Message numéro 12.');
    await reader.sees(role === 'subscriber' ? 'label' : 'message', /./);
  };
  const find = (path: string): Promise<ElementHandle<Element>> => reader.finds(path);
  /** Brings an element to the middle of the window until it stands still, and taps on it. */
  const tap = async (path: string): Promise<ElementHandle<Element>> => {
    const element = await find(path);
    await element.evaluate(async (it) => {
      for (let before = NaN; !(Math.abs(it.getBoundingClientRect().top - before) < 2);) {
        before = it.getBoundingClientRect().top;
        it.scrollIntoView({ block: 'center', behavior: 'instant' });
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
    });
    await element.tap();
    return element;
  };
  const gone = (path: string): Promise<void> =>
    until(async () => (await reader.page.$(`palabre-thread >>> ${path}`)) === null, `no ${path}`);
  const boxOf = (path: string): Promise<{ top: number; bottom: number }> =>
    find(path).then((element) =>
      element.evaluate((it) => {
        const { top, bottom } = it.getBoundingClientRect();
        return { top, bottom };
      }),
    );
  /** A vote that is refused, and what is said about it. */
  const failToVote = async (): Promise<void> => {
    const { page } = reader;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isVote = request.method() === 'PUT' && request.url().endsWith('/vote');
      void (isVote ? request.respond(REFUSAL) : request.continue());
    });
    await tap('[part~=vote-button]');
    await find("[part='notice']");
  };

  it('votes, takes the vote back, answers and sends by taps', async () => {
    await open('subscriber');
    assert.equal(await reader.page.evaluate(() => matchMedia('(hover: none)').matches), true);
    const vote = await find('[part~=vote-button]');
    const colour = (): Promise<string> => vote.evaluate((it) => getComputedStyle(it).color);
    const still = (): Promise<boolean> => vote.evaluate((it) => it.getAnimations().length === 0);
    const before = await colour();
    await tap('[part~=vote-button]');
    await reader.sees('voted', /Voter\s+1/);
    await until(still, 'its last colour');
    assert.notEqual(await colour(), before);
    await vote.tap();
    await gone('[part~=voted]');
    await until(still, 'its last colour');
    assert.equal(await colour(), before, 'nothing is left of the finger');

    await tap('[part=reply-button]');
    await reader.sees('label', /Votre réponse à/);
    await reader.page.keyboard.type('Du bout du doigt.');
    await tap('palabre-comment palabre-composer >>> [part=send-button]');
    await reader.sees('body', 'Du bout du doigt.');
    await gone('palabre-comment palabre-composer');
    assert.deepEqual(reader.complaints, []);
  });

  it('closes a prompt by a tap, on a target of 44 pixels', async () => {
    await open('visitor');
    await tap('[part~=vote-button]');
    const prompt = 'palabre-comment palabre-login-prompt';
    const close = await find(`${prompt} >>> [part=close-button]`);
    const { width, height } = (await close.boundingBox())!;
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
    await close.tap();
    await gone(prompt);
  });

  it('has targets of 44 pixels that act at once, and fields that the page need not grow for', async () => {
    await open('subscriber');
    await tap('[part=reply-button]');
    await reader.sees('label', /Votre réponse à/);
    await reader.page.$eval('palabre-thread', (it) => (it.style.fontSize = '12px'));
    const controls = await reader.page.$$eval(
      'palabre-thread >>> :is(a, button, select, input, textarea)',
      (all) =>
        all
          .filter((it) => it.checkVisibility() && !it.closest("[part='body']"))
          .map((it) => ({
            part: `${it.localName} ${it.getAttribute('part')}`,
            height: it.getBoundingClientRect().height,
            action: getComputedStyle(it).touchAction,
            font: it.matches('a, button') ? 16 : parseFloat(getComputedStyle(it).fontSize),
          })),
    );
    assert.ok(controls.length > 30);
    const wrong = controls.filter(
      ({ height, action, font }) => height < 43.9 || action !== 'manipulation' || font < 16,
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps the field and its button in reach above a keyboard on the screen', async () => {
    await open('subscriber');
    await tap('palabre-composer >>> textarea');
    await find('palabre-composer >>> .open');
    const { page } = reader;
    await page.setViewport(WITH_KEYBOARD);
    for (let line = 1; line <= 20; line++) {
      await page.keyboard.type(`Ligne ${line}`);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('La fin');
    const field = await boxOf('palabre-composer >>> .grow');
    assert.ok(field.bottom - field.top < 0.7 * WITH_KEYBOARD.height, 'no higher than what is seen');
    // Below the last line there is room within the field.
    assert.ok(field.top > 0 && field.bottom - 8 < WITH_KEYBOARD.height, 'what is written in sight');
    const textarea = await find('palabre-composer >>> textarea');
    const unseen = (): Promise<number> =>
      textarea.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight);
    assert.ok((await unseen()) < 16, `${await unseen()} px of the text below what is seen`);
    await textarea.evaluate((it) => it.scrollBy(0, -1_000));
    assert.ok((await unseen()) > 200, 'the rest of the text is reached in the field itself');
    const label = await boxOf('palabre-composer >>> label');
    const send = await boxOf('palabre-composer >>> [part=send-button]');
    assert.ok(send.bottom - label.top < WITH_KEYBOARD.height, 'all of it together');

    await tap('palabre-composer >>> [part=send-button]');
    await reader.sees('body', 'La fin');
    assert.deepEqual(reader.complaints, []);
  });

  it('has its field and its button free of a notice while the keyboard is there', async () => {
    await open('subscriber');
    await failToVote();
    await tap('palabre-composer >>> textarea');
    await find('palabre-composer >>> .open');
    await reader.page.setViewport(WITH_KEYBOARD);
    await reader.page.keyboard.type('Bonjour');
    const isFree = async (): Promise<boolean> => {
      const [notice, field, send] = [
        await boxOf("[part='notice']"),
        await boxOf('palabre-composer >>> textarea'),
        await boxOf('palabre-composer >>> [part=send-button]'),
      ];
      return notice.bottom <= field.top || notice.top >= Math.max(field.bottom, send.bottom);
    };
    await until(isFree, 'the notice to make room');
  });

  it('sees a notice in the part of the window that is left', async () => {
    await open('subscriber');
    await failToVote();
    const session = await reader.page.createCDPSession();
    await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2.3 });
    const isSeen = (): Promise<boolean> =>
      find("[part='notice']").then((element) =>
        element.evaluate((it) => {
          const { offsetTop, height, scale } = window.visualViewport!;
          const { top, bottom } = it.getBoundingClientRect();
          return scale > 2 && height < 400 && top >= offsetTop && bottom <= offsetTop + height;
        }),
      );
    await until(isSeen, 'the notice in sight');
  });
});
