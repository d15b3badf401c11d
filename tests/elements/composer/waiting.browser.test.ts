import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  mountReady,
  part,
  partOf,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { hearAnnouncements } from '../support/announcements.js';
import { press, pressEnterWith, pressOn } from '../support/keyboard.js';
import { emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

async function mountWaiting(seconds: number) {
  const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
  const mounted = await mountReady({ memory });
  const composer = composerOf(mounted.root);
  const root = composer.shadowRoot!;
  const heard = hearAnnouncements(root);
  memory.failNext('createComment', 'wait', seconds);
  await writeAndSend(composer, 'Text');
  await errorIn(composer);
  const line = (): string => textOf(part(root, 'wait'));
  return { ...mounted, composer, root, heard, line };
}

describe('palabre-composer: waiting', () => {
  watchHostPage();

  it('is accessible meanwhile', async () => {
    const { thread } = await mountWaiting(90);
    await expectAccessible(thread);
  });

  it('says until when, counts down in sight, and speaks at the start alone', async () => {
    const { line, heard } = await mountWaiting(75);
    expect(line()).to.match(
      /^Too much at once: please wait a little\. You can post again in 1:1[45], at \d+:\d\d.[AP]M\.$/,
    );
    const before = line();
    await until(() => line() !== before, 'the next second');
    const next = line();
    await until(() => line() !== next, 'the one after');
    expect(heard.said).to.deep.equal([
      'Too much at once: please wait a little. Try again in 75 seconds.',
    ]);
  });

  it('sends nothing meanwhile, and the text stays', async () => {
    const { composer, root, memory } = await mountWaiting(90);
    const send = part(root, 'send-button');
    expect(send.getAttribute('aria-disabled')).to.equal('true');
    expect(root.getElementById(send.getAttribute('aria-describedby')!)!.textContent).to.include(
      'You can post again',
    );
    await pressSend(composer);
    textareaOf(composer).focus();
    await pressEnterWith('Control');
    await write(composer, 'Text, and more');
    await press('End');
    expect(memory.callsOf('createComment')).to.have.length(1);
    expect(textareaOf(composer).value).to.equal('Text, and more');
    expect(send.getAttribute('aria-disabled')).to.equal('true');
  });

  it('says when it is over, and sends', async () => {
    const { composer, root, heard, line } = await mountWaiting(1);
    await until(() => line() === 'You can post now.', 'the end');
    expect(heard.said.at(-1)).to.equal('You can post now.');
    expect(part(root, 'send-button').getAttribute('aria-disabled')).to.equal('false');
    await pressSend(composer);
    await emptied(composer);
    expect(line()).to.equal('');
  });

  it('goes by what the server says of the reader, too, and by a wrong clock for an hour at most', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
    const { thread, root } = await mountReady({ memory, set: { token: 'one' } });
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => commentElement(root, 1).isAnswered, 'the reply');
    const composer = composerOf(root, 1);
    await write(composer, 'Text');
    memory.viewer = viewers.waiting(new Date(Date.now() + 26 * 3_600_000).toISOString());
    memory.viewer = { ...memory.viewer, account: viewers.subscriber().account };
    thread.token = 'two';
    const line = (): string => textOf(part(composer.shadowRoot!, 'wait'));
    await until(line, 'the line');
    expect(line()).to.match(/in (60:00|59:5\d),/);
    expect(textareaOf(composer).value).to.equal('Text');
  });
});
