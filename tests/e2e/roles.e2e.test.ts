import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { READERS, ROLES, type Role } from '../../demo/server/roles.js';
import type { LivingComment } from '../../src/model/comment.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { onSituations } from './support/demo.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };

for (const engine of await enginesForPages()) {
  describe(`whoever reads the newspaper, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
      const { suspended, author, moderator } = READERS;
      const id = await newsroom.write(suspended!, 'Toujours les mêmes.');
      const shown = await fetch(`${newsroom.api}/v1/thread?thread=${newsroom.article}`);
      const { comments } = (await shown.json()) as { comments: LivingComment[] };
      const account = comments.find((comment) => comment.id === id)!.author.id;
      await newsroom.send('PUT', `suspensions/${account}`, moderator!, {
        until: '2099-12-31T12:00:00.000Z',
        reason: '',
      });
      const thread = `thread?${new URLSearchParams({ thread: newsroom.article })}`;
      await newsroom.send('PATCH', thread, moderator!, { authors: [author!.sub] });
      await newsroom.write(KADER, 'Un mot.');
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    const menuSays = async (part: string, text: string): Promise<void> => {
      await reader.sees('label', 'Votre commentaire');
      const [menu] = await reader.page.$$(
        `palabre-thread >>> palabre-comment:has([aria-label*='${KADER.name}']) [part=menu-button]`,
      );
      await menu!.press('Enter');
      await reader.sees(part, text);
    };
    const speaksAs = async (badge: string): Promise<void> => {
      await reader.sees('label', 'Votre commentaire');
      await reader.presses('textarea');
      await reader.page.keyboard.type(`En tant que ${badge}.`);
      await reader.presses('send-button');
      await reader.sees('body', `En tant que ${badge}.`);
      await reader.sees('badge', badge);
    };
    const SEES: Record<Role, [says: string, sees: () => Promise<unknown>]> = {
      visitor: ['Un visiteur', () => reader.sees('login-button', 'Connectez-vous')],
      registered: [
        'Bastien, inscrit',
        async () => {
          await reader.sees('message', 'Abonnez-vous');
          assert.deepEqual(await reader.reads('login-button'), []);
        },
      ],
      suspended: [
        'R4leur, suspendu',
        () => reader.sees('message', /ne peut plus commenter, jusqu’au 31 décembre 2099/),
      ],
      subscriber: ['Odile, abonnée', () => menuSays('report', 'Signaler…')],
      author: ['Inès, autrice', () => menuSays('pick', 'Mettre en avant')],
      moderator: ['Nadia, modératrice', () => menuSays('delete', 'Supprimer…')],
      expert: ['Jeanne, experte', () => speaksAs('Expert·e')],
      cited: ['Patrick, cité', () => speaksAs('Cité dans l’article')],
    };

    for (const [role, [says, sees]] of Object.entries(SEES)) {
      it(`is ${says}, from the front page`, async () => {
        const article = `${newsroom.origin}/`;
        reader = await openArticle(browser, { ...newsroom, article }, 'visitor');
        const button = await onSituations(reader.page, 'button', says);
        await Promise.all([reader.page.waitForNavigation(), button.press('Enter')]);
        const chosen = await reader.page.$eval('select#role', ({ value }) => value);
        assert.equal(chosen, role);
        await sees();
      });
    }

    it('finds a vote that needed a login ready to confirm, back from it', async () => {
      reader = await openArticle(browser, newsroom, 'visitor');
      await reader.sees('body', 'Un mot.');
      await reader.presses('vote-button');
      await reader.finds('palabre-comment palabre-login-prompt');
      const [login] = await reader.page.$$(
        'palabre-thread >>> palabre-comment palabre-login-prompt >>> [part=login-button]',
      );
      await Promise.all([reader.page.waitForNavigation(), login!.press('Enter')]);
      const subscriber = await reader.page.waitForSelector('.choose [value=subscriber]');
      await Promise.all([reader.page.waitForNavigation(), subscriber!.press('Enter')]);
      assert.equal(reader.page.url(), newsroom.article);
      await reader.page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('confirm', 'Vous vouliez voter pour le commentaire de');
      await reader.presses('confirm-button');
      await reader.finds("[part~=vote-button][aria-pressed='true']");
      assert.deepEqual(await reader.reads('confirm'), []);
    });

    it('finds each role in the switch, which fits a telephone, and on the login page', async () => {
      const article = `${newsroom.origin}/login`;
      const telephone = { width: 320, height: 640 };
      reader = await openArticle(browser, { ...newsroom, article }, 'visitor', '', telephone);
      const offered = (selector: string): Promise<string[]> =>
        reader.page.$$eval(selector, (all) => all.map((it) => (it as HTMLOptionElement).value));
      assert.deepEqual(await offered('#role option'), [...ROLES]);
      assert.deepEqual((await offered('.choose button')).sort(), [...ROLES].sort());
      const width = await reader.page.$eval('#role', (it) => it.getBoundingClientRect().right);
      assert.ok(width <= 320, `${width} px`);
    });
  });
}
