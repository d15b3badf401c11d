import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Role } from '../../demo/server/roles.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { faultsOf, reachesBeyond } from './support/audit.js';
import { onSituations, openDemo } from './support/demo.js';
import { openArticle, type Reader } from './support/reader.js';

const ENGINES = await enginesForPages();

/** What a link of the front page leads to: who follows it, and what they see there. */
type Situation = [says: string, role: Role, sees: () => Promise<void>];

describe('the situations that the newspaper shows', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  const seen = new Set<string>();

  before(async () => {
    demo = await openDemo();
  });
  after(() => demo.close());

  for (const engine of ENGINES) {
    describe(`in ${engine}`, () => {
      let browser: Browser;
      let reader: Reader;
      /** What the console may say in a situation. */
      let expected: RegExp | null = null;

      /** One who writes, of whom the other browsers' limits do not know. */
      const writer: Role = engine === 'chromium' ? 'subscriber' : 'expert';
      const count = async (part: string): Promise<number> => (await reader.reads(part)).length;
      const pressed = (part: string): Promise<string> =>
        reader.page.$eval(`>>> [part~=${part}]`, (it) => String(it.ariaPressed));
      const none = async (...parts: string[]): Promise<void> => {
        for (const part of parts) assert.equal(await count(part), 0, part);
      };
      const writes = async (text: string): Promise<void> => {
        await reader.presses('textarea');
        await reader.page.keyboard.type(text);
        await reader.presses('send-button');
      };
      const openFront = async (role: Role): Promise<void> => {
        reader = await openArticle(browser, { ...demo, article: `${demo.origin}/` }, role);
      };
      const follow = async (says: string): Promise<void> => {
        const link = await onSituations(reader.page, 'a', says);
        await Promise.all([reader.page.waitForNavigation(), link.press('Enter')]);
      };
      /** What another browser would not tell otherwise. */
      const isSound = async (): Promise<void> => {
        if (engine !== 'chromium') return;
        assert.deepEqual(await faultsOf(reader.page), []);
        await reader.page.setViewport({ width: 320, height: 640 });
        assert.equal(await reachesBeyond(reader.page), 0, 'it fits a telephone');
      };

      before(async () => {
        browser = await openBrowser(engine);
      });
      afterEach(async () => {
        await reader.close();
        assert.deepEqual(
          reader.complaints.filter((text) => !expected?.test(text)),
          [],
        );
        expected = null;
      });
      after(() => browser.close());

      const articles: Situation[] = [
        [
          'Personne n’a encore écrit',
          'subscriber',
          async () => {
            await reader.sees('label', 'Votre commentaire');
            await reader.sees('empty', 'Aucun commentaire');
          },
        ],
        [
          'Longue et profonde',
          'visitor',
          async () => {
            await reader.sees('count', '28');
            await reader.sees('read-on', 'Lire la suite');
            await reader.sees('body', 'بئرٌ');
            await reader.sees('body', '🦆');
            await reader.sees('more', 'restant');
          },
        ],
        [
          'Fermée',
          'subscriber',
          async () => {
            await reader.sees('message', 'Les commentaires sont fermés.');
            assert.ok((await count('vote-button')) > 3);
            await none('textarea');
          },
        ],
        [
          'Archivée',
          'subscriber',
          async () => {
            await reader.sees('body', 'plus tard');
            const says = (): Promise<boolean> =>
              reader.page.$eval('[slot=prompt-unsupported]', (it) => it.checkVisibility());
            await until(says, 'it to say that it is an archive');
            await reader.sees('vote-count', '5 votes');
            await none('textarea', 'reply-button', 'vote-button');
          },
        ],
        [
          'Modérée avant publication',
          'subscriber',
          async () => {
            await reader.sees('status', 'vous seul·e le voyez');
            assert.equal(await count('status'), 1);
            assert.equal((await reader.reads('body')).join().includes('Théo'), false);
          },
        ],
        [
          'Un nom suffit',
          'visitor',
          async () => {
            await reader.sees('name-label', 'Votre nom, pour commenter');
            await reader.sees('badge', 'Invité·e');
          },
        ],
        [
          'Pour et contre',
          'subscriber',
          async () => {
            await reader.finds('[part~=down-button]');
            await reader.presses('down-button');
            await until(async () => (await pressed('down-button')) === 'true', 'the vote');
            await reader.presses('down-button');
            await until(async () => (await pressed('down-button')) === 'false', 'its end');
          },
        ],
        [
          'Le temps compté',
          writer,
          async () => {
            await reader.sees('label', 'Votre commentaire');
            // Four have voted, and nobody is told.
            await reader.sees('comment', /Tout va bien, sauf l’horloge\.\s+Voter\s+Répondre/);
            for (const text of ['Un.', 'Deux.', 'Trois.']) {
              await writes(text);
              await reader.sees('body', text);
              await until(async () => (await count('status')) === 0, 'it to be sent');
            }
            await reader.presses('menu-button');
            await reader.sees('edit', /Modifier \(encore 1[45] minutes\)/);
            await reader.page.keyboard.press('Escape');
            await writes('Quatre.');
            await reader.sees('wait', /Vous pourrez publier dans 0:\d\d/);
            // The browser says itself that it was refused.
            expected = /429/;
          },
        ],
        [
          'Sans serveur',
          'visitor',
          async () => {
            await reader.sees('body', 'Elle vient pour les navets.');
            await reader.sees('label', 'Votre commentaire');
            await writes('Gardé ici.');
            await reader.sees('body', 'Gardé ici.');
            await until(async () => (await count('status')) === 0, 'it to be kept');
            await reader.page.reload();
            await reader.sees('body', 'Gardé ici.');
          },
        ],
        [
          'En panne',
          'visitor',
          async () => {
            await reader.sees('failure', /indisponible\. Réessayez dans 30 secondes\./);
            await reader.sees('retry', 'Réessayer');
            expected = /503|the reader’s rights are unknown/;
          },
        ],
        [
          'Mal branchée',
          'visitor',
          async () => {
            await reader.sees('failure', 'n’ont pas pu être chargés');
            expected = /"comments\.example\.org" lacks "https:/;
            assert.match(reader.complaints.join(), expected);
          },
        ],
        [
          'Méthode par méthode',
          'moderator',
          () => reader.sees('status', 'En attente de modération').then(() => {}),
        ],
        [
          'Ce que le journal pourrait compter',
          'subscriber',
          async () => {
            const counted = (name: string): Promise<number> =>
              reader.page.$eval(`[data-counted=${name}]`, (it) => Number(it.textContent));
            await reader.sees('label', 'Votre commentaire');
            await until(async () => (await counted('shown')) === 1, 'the first page');
            const total = await counted('total');
            await reader.presses('vote-button');
            await until(async () => Math.abs(await counted('voted')) === 1, 'the vote');
            await writes('Un litre.');
            await until(async () => (await counted('written')) === 1, 'the comment');
            await until(async () => (await counted('total')) === total + 1, 'the new number');
            await reader.presses('reply-button');
            await until(async () => (await counted('replying')) === 1, 'the wish to reply');
          },
        ],
        [
          'Sans recharger la page',
          'subscriber',
          async () => {
            await reader.sees('message', 'Les commentaires sont fermés.');
            await reader.page.evaluate(() => (document.documentElement.dataset['same'] = ''));
            const [, well] = await reader.page.$$('.tabs a');
            await well!.click();
            await reader.sees('body', 'Quelqu’un sait si l’on peut réserver');
            await reader.sees('label', 'Votre commentaire');
            await reader.page.goBack();
            await reader.sees('body', 'Rendez-vous au débat sur l’œuf');
            await none('textarea');
            assert.ok(await reader.page.$('[data-same]'), 'it is the same page still');
          },
        ],
        [
          'Sans réseau',
          'subscriber',
          async () => {
            await reader.sees('body', 'Onze tunnels');
            const says = (): Promise<boolean> =>
              reader.page.$eval('#flight', (it) => it.textContent.startsWith('Prête'));
            await until(says, 'it to be ready to be read without a network');
          },
        ],
        [
          'Composer un habit',
          'visitor',
          async () => {
            assert.equal(await reader.page.title(), 'Composer un habit · La Margelle');
          },
        ],
      ];

      for (const [says, role, sees] of articles) {
        it(`${says}: leads to it`, async () => {
          seen.add(says);
          await openFront(role);
          await follow(says);
          await sees();
          if (!reader.page.url().endsWith('/theme')) await isSound();
        });
      }

      it('lets the moderator decide about what waits, and shows it to nobody else', async () => {
        const article = `${demo.origin}/articles/cantine-aux-navets`;
        reader = await openArticle(browser, { ...demo, article }, 'moderator');
        await reader.sees('status', 'En attente de modération');
        await reader.presses('menu-button');
        await reader.sees('approve', 'Publier');
        await reader.sees('reject', 'Refuser');
        await reader.close();
        reader = await openArticle(browser, { ...demo, article }, 'visitor');
        await reader.sees('message', 'Abonnez-vous');
        await none('status');
      });

      it('are all that the section links to', async () => {
        await openFront('visitor');
        const listed = await reader.page.$$eval('.situations a', (all) =>
          all.map(({ textContent }) => textContent.trim()),
        );
        assert.deepEqual(new Set(listed), seen);
        await isSound();
      });
    });
  }
});
