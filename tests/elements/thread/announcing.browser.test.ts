import { expect } from '@open-wc/testing';
import { afterPaint } from '../../../src/elements/thread/after-paint.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  mount,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  settled,
  shownNumbers,
  spoken,
  textareaOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { hearAnnouncements, type Announcements } from '../support/announcements.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { errorIn, writeAndSend } from '../support/writing.js';

const TEXTS = {
  en: {
    more: '2 comments loaded',
    voted: 'Voted.',
    undone: 'Vote taken back.',
    refused: 'This comment has been deleted meanwhile.',
    sent: 'Your comment is posted.',
    empty: 'Write something before you post.',
    closed: 'Comments are closed.',
    queued: 'No connection: this will be sent as soon as possible.',
    network: 'The comments server cannot be reached. Check your connection.',
    failed: 'The comments could not be loaded.',
    retry: 'Try again',
    named: 'You can now comment as Ada.',
    noName: 'Enter a name.',
  },
  fr: {
    more: '2 commentaires chargés',
    voted: 'A voté !',
    undone: 'Vote retiré.',
    refused: 'Ce commentaire a été supprimé entre-temps.',
    sent: 'Votre commentaire est publié.',
    empty: 'Écrivez quelque chose avant de publier.',
    closed: 'Les commentaires sont fermés.',
    queued: 'Pas de connexion : ce sera envoyé dès que possible.',
    network: 'Le serveur des commentaires est injoignable. Vérifiez votre connexion.',
    failed: 'Les commentaires n’ont pas pu être chargés.',
    retry: 'Réessayer',
    named: 'Vous pouvez maintenant commenter sous le nom de Ada.',
    noName: 'Indiquez un nom.',
  },
} as const;

interface Heard extends Mounted, Announcements {
  /** Everything said, once whatever is under way has been shown. */
  all(): Promise<string[]>;
}

/** Hears a thread from before it loads. */
async function hear(memory: MemoryBackend, lang: string): Promise<Heard> {
  const mounted = await mount({ memory, attributes: { lang }, set: { pageSize: 2 } });
  const heard = hearAnnouncements(mounted.root);
  const all = async (): Promise<string[]> => {
    await settled(mounted.thread);
    await afterPaint();
    return heard.said;
  };
  return { ...mounted, ...heard, all };
}

const subscriber = (): MemoryBackend =>
  new MemoryBackend({ comments: comments(4), viewer: viewers.subscriber() });

for (const [lang, texts] of Object.entries(TEXTS)) {
  describe(`palabre-thread: what is said aloud (${lang})`, () => {
    watchHostPage();
    afterEach(() => localStorage.clear());

    it('is accessible with what it has just said', async () => {
      const { thread, root } = await mountReady({
        comments: comments(2),
        viewer: viewers.subscriber(),
        attributes: { lang },
      });
      await pressOn(partOf(root, 1, 'vote-button'));
      await until(() => spoken(root, 'status').length, 'what is said');
      await expectAccessible(thread);
    });

    it('says nothing of its own when it loads, nor when the order changes', async () => {
      const heard = await hear(subscriber(), lang);
      await ready(heard);
      heard.thread.sort = 'oldest';
      await until(() => shownNumbers(heard.root)[0] === 1, 'the other order');
      expect(await heard.all()).to.deep.equal([]);
    });

    it('says once how many came', async () => {
      const heard = await hear(subscriber(), lang);
      await ready(heard);
      await pressOn(part(heard.root, 'more'));
      await until(() => heard.said.length, 'the announcement');
      expect(await heard.all()).to.deep.equal([texts.more]);
    });

    it('says once that a vote was counted, and the name of its button stays', async () => {
      const heard = await hear(subscriber(), lang);
      await ready(heard);
      const button = partOf(heard.root, 3, 'vote-button');
      const label = (): string => button.getAttribute('aria-label')!.replace(/ 1,/, ',');
      const before = label();
      await pressOn(button);
      await until(() => heard.said.length, 'the confirmation');
      expect(label()).to.equal(before);
      await pressOn(button);
      await until(() => heard.said.length > 1, 'the second one');
      expect(await heard.all()).to.deep.equal([texts.voted, texts.undone]);
    });

    it('says once why a vote was refused, and not that it was counted', async () => {
      const memory = subscriber();
      memory.failNext('voteComment', 'gone');
      const heard = await hear(memory, lang);
      await ready(heard);
      await pressOn(partOf(heard.root, 3, 'vote-button'));
      await until(() => heard.said.length, 'the reason');
      expect(await heard.all()).to.deep.equal([`${texts.refused} ×`]);
    });

    it('says once that a comment was sent', async () => {
      const heard = await hear(subscriber(), lang);
      await ready(heard);
      await writeAndSend(composerOf(heard.root), 'Hello');
      await until(() => heard.said.length, 'the confirmation');
      expect(await heard.all()).to.deep.equal([texts.sent]);
    });

    it('says once what is wrong with a text, tied to its field', async () => {
      const heard = await hear(subscriber(), lang);
      await ready(heard);
      const composer = composerOf(heard.root);
      await writeAndSend(composer, ' ');
      await errorIn(composer);
      expect(await heard.all()).to.deep.equal([texts.empty]);
      expectTied(textareaOf(composer), texts.empty, true);
    });

    it('says once why a text was not sent, which is not the field’s fault', async () => {
      const memory = subscriber();
      memory.failNext('createComment', 'closed');
      const heard = await hear(memory, lang);
      await ready(heard);
      const composer = composerOf(heard.root);
      await writeAndSend(composer, 'Hello');
      await errorIn(composer);
      expect(await heard.all()).to.deep.equal([texts.closed]);
      expectTied(textareaOf(composer), texts.closed, false);
    });

    it('says once that a text waits for the network', async () => {
      const memory = subscriber();
      memory.failNext('createComment', 'network');
      const heard = await hear(memory, lang);
      await ready(heard);
      await writeAndSend(composerOf(heard.root), 'Hello');
      await until(() => spoken(heard.root, 'status').length, 'the reason');
      expect(await heard.all()).to.deep.equal([texts.queued]);
    });

    it('says each thing once when the comments could not be loaded', async () => {
      const memory = subscriber();
      memory.failNext('loadThread', 'network');
      const heard = await hear(memory, lang);
      await until(() => spoken(heard.root, 'alert').join().includes(texts.network), 'the reason');
      const words = (await heard.all()).join(' ');
      for (const text of [texts.failed, texts.network, texts.retry]) {
        expect(words.split(text), `“${text}” in “${words}”`).to.have.length(2);
      }
    });

    it('says once what is wrong with a name, tied to its field, and then that it is taken', async () => {
      const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.nameless() });
      const heard = await hear(memory, lang);
      await ready(heard);
      const prompt = part(heard.root, 'prompt').shadowRoot!;
      const field = part<HTMLInputElement>(prompt, 'name-field');
      await pressOn(field);
      await until(() => heard.said.length, 'the reason');
      expect(await heard.all()).to.deep.equal([texts.noName]);
      expectTied(field, texts.noName, true);
      field.value = 'Ada';
      await pressOn(part(prompt, 'name-button'));
      await until(() => parts(heard.root, 'composer').length, 'the composer');
      await until(() => heard.said.length > 1, 'the confirmation');
      expect(await heard.all()).to.deep.equal([texts.noName, texts.named]);
    });
  });
}

/** Expects a field to be described by an error, and to be called wrong where the error is its own. */
function expectTied(field: HTMLElement, error: string, isWrong: boolean): void {
  const ids = field.getAttribute('aria-describedby')!.split(' ');
  const root = field.getRootNode() as ShadowRoot;
  const texts = ids.map((id) => root.getElementById(id)?.textContent.trim());
  expect(texts).to.include(error);
  expect(field.getAttribute('aria-invalid')).to.equal(String(isWrong));
}
