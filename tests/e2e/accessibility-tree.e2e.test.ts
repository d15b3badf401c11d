import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { findEngines } from '../browsers/find.js';
import { openSite, type Site } from '../cdn/site.js';
import { openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { namesIn, outlineOf } from './support/outline.js';
import { OUTLINES } from './support/outlines.js';
import { pageInState, STATES, type StateName } from './support/state-page.js';
import { openWebKitPage, type WebKitPage } from './support/webkit-page.js';

const engines = await findEngines();
const has = (name: string): boolean => engines.some((engine) => engine.name === name);
const NAMES = Object.keys(STATES) as StateName[];

/** The time in a name is that of the browser's zone, which only Chromium lets choose. */
const isUndated = ([, name]: [string, string]): boolean => !name.includes('link to this comment');

let site: Site;
before(async () => (site = await openSite()));
after(() => site.close());

function show(state: StateName): string {
  site.page = { html: pageInState(`${site.cdn}/palabre.js`, STATES[state]) };
  return site.news;
}

describe('the accessibility tree in chromium', { skip: !has('chromium') && 'not here' }, () => {
  let browser: Browser;
  let page: Page;
  let session: CDPSession;
  before(async () => (browser = await openBrowser('chromium')));
  after(() => browser.close());
  afterEach(() => page.close());

  const open = async (state: StateName): Promise<void> => {
    page = await browser.newPage();
    // The dates in the names are those of the reader's own clock.
    await page.emulateTimezone('UTC');
    session = await page.createCDPSession();
    await page.goto(show(state));
  };
  /** Waits until the outline holds a line that begins so, and answers it without leading space. */
  const line = async (start: string): Promise<string> => {
    let found: string | undefined;
    await until(async () => {
      const lines = (await outlineOf(session)).map((each) => each.trim());
      return (found = lines.find((each) => each.startsWith(start))) !== undefined;
    }, `a line that begins with ${start}`);
    return found!;
  };
  const focus = (selector: string): Promise<void> =>
    page.waitForSelector(`palabre-thread >>> ${selector}`).then((element) => element!.focus());

  for (const state of NAMES) {
    it(`is walked by list, heading and article: ${state}`, async () => {
      await open(state);
      let outline: string[] = [];
      await until(
        async () => {
          outline = await outlineOf(session);
          return outline.join('\n') === OUTLINES[state].join('\n');
        },
        'all of it',
        5_000,
      ).catch(() => undefined);
      assert.deepEqual(outline, OUTLINES[state]);
    });
  }

  it('says that a reply is open, and what is wrong with it at its field', async () => {
    await open('subscriber');
    await line('textbox "Your comment"');
    await focus('[part=reply-button]');
    await page.keyboard.press('Enter');
    await line('textbox "Your reply to Reader 1"');
    await line('button "Reply to Reader 1" expanded=true');
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Control');
    const field = await line('textbox "Your reply to Reader 1" invalid=true');
    assert.match(field, /\(.*Write something before you post\.\)$/);
    assert.equal(await line('button "Cancel"'), 'button "Cancel"');
    assert.equal(await line('button "Post"'), 'button "Post"');
  });

  it('says what is wrong with a name at its field', async () => {
    await open('guest');
    await line('textbox "Your name');
    await focus('[part=name-field]');
    await page.keyboard.press('Enter');
    const field = await line('textbox "Your name, to comment" invalid=true');
    assert.match(field, /\(Enter a name\./);
  });

  it('has the notice in its live region, with a button that closes it', async () => {
    await open('subscriber');
    await line('textbox "Your comment"');
    await focus('[part~=vote-button]');
    await page.keyboard.press('Enter');
    assert.equal(await line('button "Close"'), 'button "Close"');
    await line('button "Vote 4, comment by Reader 1" pressed=true');
  });
});

describe('the accessibility tree in firefox', { skip: !has('firefox') && 'not here' }, () => {
  let browser: Browser;
  before(async () => (browser = await openBrowser('firefox')));
  after(() => browser.close());

  /** It looks for a role and a name in one root at a time. */
  const ROOTS = ['section', 'palabre-composer >>> form', 'palabre-login-prompt >>> *'];
  /** Each takes a while, so what is in every state is looked for in one. */
  const pairsOf = (state: StateName): [string, string][] => {
    const known = new Set(state === 'subscriber' ? [] : OUTLINES.subscriber);
    return namesIn(OUTLINES[state].filter((line) => !known.has(line))).filter(isUndated);
  };

  for (const state of NAMES) {
    it(`has the same roles and names: ${state}`, async () => {
      const page = await browser.newPage();
      await page.goto(show(state));
      const has = async ([role, name]: [string, string]): Promise<boolean> => {
        for (const root of ROOTS) {
          for (const from of await page.$$(`palabre-thread >>> ${root}`)) {
            if (await from.$(`aria/${name}[role="${role}"]`)) return true;
          }
        }
        return false;
      };
      for (const pair of pairsOf(state)) await until(() => has(pair), pair.join(' '), 10_000);
      await page.close();
    });
  }
});

describe('the accessibility tree in webkit', { skip: !has('webkit') && 'not here' }, () => {
  let page: WebKitPage;
  before(async () => (page = await openWebKitPage(engines.find((it) => it.name === 'webkit')!)));
  after(() => page.close());

  const ELEMENTS = `
    const found = [];
    const look = (root) => {
      for (const each of root.querySelectorAll('*')) {
        if (each.shadowRoot) look(each.shadowRoot);
        const isSaid = each.matches('section, h2, select, article, a, button, input, textarea');
        if (isSaid && each.checkVisibility()) found.push(each);
      }
    };
    look(document.querySelector('palabre-thread').shadowRoot ?? document.createElement('i'));
    return found;`;
  /** A closed list of choices is a button here, and its name ends with what is chosen. */
  const asHere = ([role, name]: [string, string]): string =>
    role === 'combobox' ? `button ${name} Newest` : `${role} ${name}`;

  for (const state of NAMES) {
    it(`has the same roles and names: ${state}`, async () => {
      await page.goto(show(state));
      const expected = namesIn(OUTLINES[state]).filter(isUndated).map(asHere);
      let missing = expected;
      const isThere = async (): Promise<boolean> => {
        const found = (await page.computed(ELEMENTS)).map((each) => each.join(' '));
        missing = expected.filter((text) => !found.includes(text));
        return missing.length === 0;
      };
      await until(isThere, 'all of it', 10_000).catch(() => undefined);
      assert.deepEqual(missing, []);
    });
  }
});
