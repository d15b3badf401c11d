import { expect } from '@open-wc/testing';
import { guestToken } from '../../../src/cache/guest-token.js';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  part,
  parts,
  settled,
  textareaOf,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, type } from '../support/keyboard.js';
import { emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

const guestLine = ({ root }: Mounted): string =>
  parts(composerOf(root).shadowRoot!, 'guest-name').map(textOf).join();

/** A page on which Ana, a guest, may write. */
async function ana(): Promise<Mounted> {
  const mounted = await mountReady({ comments: comments(2), viewer: viewers.nameless() });
  const { root } = mounted;
  part(root.querySelector('palabre-login-prompt')!.shadowRoot!, 'name-field').focus();
  await type('Ana');
  await press('Enter');
  await until(() => parts(root, 'composer')[0], 'the composer');
  await until(() => focused() === textareaOf(composerOf(root)), 'the focus in it');
  return mounted;
}

/** The reader becomes another guest in another tab. */
async function becomesElsewhere({ memory }: Mounted, name: string): Promise<void> {
  const { token } = await memory.backend.createGuest!(name, {});
  guestToken(memory.backend).write(token);
}

describe('palabre-thread: nobody writes as somebody else', () => {
  watchHostPage();

  it('says who would write now, keeps the text, and sends it when pressed again', async () => {
    const mounted = await ana();
    const { thread, root, memory } = mounted;
    await becomesElsewhere(mounted, 'Bea');
    await writeAndSend(composerOf(root), 'A word');
    await errorIn(composerOf(root));
    await settled(thread);
    expect(memory.callsOf('createComment')).to.have.length(0);
    expect(guestLine(mounted)).to.equal('Bea');
    expect(textareaOf(composerOf(root)).value).to.equal('A word');
    expect(focused() === textareaOf(composerOf(root)), 'the focus is in it').to.equal(true);
    expect(parts(root, 'comment'), 'the comment is taken back').to.have.length(2);
    await expectAccessible(thread);

    await pressSend(composerOf(root));
    await emptied(composerOf(root));
    await until(() => parts(root, 'author').map(textOf).includes('Bea'), 'the comment');
  });

  it('does not publish as a guest of this device what an account has written', async () => {
    const mounted = await ana();
    const { thread, root, memory } = mounted;
    let session: string | null = 'odile';
    memory.viewer = viewers.subscriber({}, 'Odile');
    thread.token = () => session;
    await until(() => guestLine(mounted) === '', 'the account');
    memory.tokens = new Set(['guest 1']);
    session = null;
    await write(composerOf(root), 'A word');
    await pressSend(composerOf(root));
    expect(await errorIn(composerOf(root))).to.contain('Your session has expired');
    await until(() => guestLine(mounted) === 'Ana', 'the guest, in sight');
    expect(memory.records.size).to.equal(2);
    expect(textareaOf(composerOf(root)).value).to.equal('A word');
  });
});
