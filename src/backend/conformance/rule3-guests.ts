import { NAME_MAX_LENGTH, type Guest } from '../../model/guest.js';
import { newId } from '../../model/new-id.js';
import { ACTIONS } from '../../model/viewer.js';
import type { CallOptions } from '../contract.js';
import { distinct, equal, hides, ok, rejects } from './assert.js';
import { publicAnswers } from './public-answers.js';
import type { Site } from './site.js';
import type { DefineTest } from './test.js';

type GuestSite = Site<'createGuest'>;

const WRITE = ['createGuest', 'createComment'] as const;

const NO_NAMES = ['', '  \n ', '\u200b'];

/** A name that nobody has. */
function someName(): string {
  return `Zoé ${newId()}`;
}

/** Whether a name is enough on this site; if not, every name is `unsupported`. */
async function takesGuests({ backend }: GuestSite): Promise<boolean> {
  const made = backend.createGuest(someName(), {});
  try {
    await made;
    return true;
  } catch {
    await rejects(made, 'unsupported', 'a guest where none is taken');
    return false;
  }
}

async function become(site: GuestSite, name = someName()): Promise<Guest & { to: CallOptions }> {
  const guest = await site.backend.createGuest(name, {});
  return { ...guest, to: { token: guest.token } };
}

/** Where a name is enough, whoever gives one is somebody from then on. */
export function guests(test: DefineTest): void {
  test(
    'a visitor is told that a name is enough where it is, and nowhere else',
    ['createGuest', 'loadViewer'],
    async (site) => {
      const { can } = await site.viewer(await site.newThread(), {});
      const isSaid = ACTIONS.some((action) => {
        const may = can[action];
        return !may.allowed && may.reason === 'name';
      });
      equal(isSaid, await takesGuests(site), 'a name is enough');
    },
  );

  test('the viewer knows a guest again', ['createGuest', 'loadViewer'], async (site) => {
    if (!(await takesGuests(site))) return;
    const name = someName();
    const { account, to } = await become(site, name);
    equal(account.name, name, 'the name');
    for (const thread of [await site.newThread(), await site.newThread()]) {
      const viewer = await site.viewer(thread, to);
      equal(viewer.account, account, 'the account');
      if (site.backend.createComment) equal(viewer.can.comment.allowed, true, 'may comment');
    }
  });

  test('a guest writes under the name that was given', WRITE, async (site) => {
    if (!(await takesGuests(site))) return;
    const thread = await site.newThread();
    const { account, token, to } = await become(site);
    const written = await site.write(thread, { by: { subject: '', token } });
    equal(written.author, account, 'the author');
    const sent = { id: written.id, thread, parent: null, source: site.text() };
    equal(await site.backend.createComment(sent, to), written, 'the answer to a resend');
    for (const [call, answer] of await publicAnswers(site, thread, written.id)) {
      hides(answer, [JSON.stringify(token)], call);
    }
  });

  test('a guest’s name has something to see, and an end', ['createGuest'], async (site) => {
    const isOpen = await takesGuests(site);
    for (const name of NO_NAMES) {
      const made = site.backend.createGuest(name, {});
      await rejects(made, isOpen ? 'empty' : 'unsupported', `the name ${JSON.stringify(name)}`);
    }
    const long = someName().padEnd(NAME_MAX_LENGTH, 'é');
    const made = site.backend.createGuest(`${long}é`, {});
    await rejects(made, isOpen ? 'too-long' : 'unsupported', 'a name that is too long');
    if (isOpen) equal((await become(site, long)).account.name, long, 'the longest name');
  });

  test('a guest takes no name of somebody with an account', WRITE, async (site) => {
    if (!(await takesGuests(site))) return;
    const { author } = await site.write(await site.newThread());
    await rejects(site.backend.createGuest(author.name, {}), 'conflict', 'the name of an account');
  });

  test('two guests of one name are two people', WRITE, async (site) => {
    if (!(await takesGuests(site))) return;
    const thread = await site.newThread();
    const name = someName();
    const one = await become(site, name);
    const other = await become(site, name);
    distinct([one.account.id, other.account.id], 'the accounts');
    ok(one.token !== other.token, 'both have the same token');
    const written = await site.write(thread, { by: { subject: '', token: one.token } });
    const { id } = written;
    const { backend } = site;
    const edited = backend.editComment?.(id, site.text(), other.to);
    if (edited) await rejects(edited, 'forbidden', 'an edit by the other one');
    const withdrawn = backend.deleteComment?.(id, 'author', other.to);
    if (withdrawn) await rejects(withdrawn, 'forbidden', 'a withdrawal by the other one');
    const sent = { id, thread, parent: null, source: site.text() };
    await rejects(backend.createComment(sent, other.to), 'conflict', 'the same id');
    await site.settle();
    equal((await site.load(thread)).comments, [written], 'the comment');
  });
}
