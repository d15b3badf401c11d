import type { ThreadRef } from '../../model/thread.js';
import type { Permission, Viewer } from '../../model/viewer.js';
import type { CallOptions } from '../contract.js';
import { ok, rejects } from './assert.js';
import type { Persona } from './harness.js';
import type { Need, Site } from './site.js';
import type { DefineTest } from './test.js';

const WRITE = ['createComment', 'loadViewer'] as const;

/** Older backends do not say, and do not offer it then. */
function isAllowed(viewer: Viewer, action: 'pick' | 'close'): boolean {
  const permission: Permission | undefined = viewer.can[action];
  return permission?.allowed ?? false;
}

type Call = (id: string, key: string, to: CallOptions) => Promise<unknown> | undefined;

/** What `pick` and `close` lead to, of those methods that the backend has. */
function calls<N extends Need>({ backend }: Site<N>): ['pick' | 'close', Call][] {
  return [
    ['pick', (id, _, to) => backend.pickComment?.(id, true, to)],
    ['close', (_, key, to) => backend.updateThread?.(key, { closed: true }, to)],
  ];
}

/** What a role in the newsroom, or under an article of one's own, lets one do. */
export function staff(test: DefineTest): void {
  test('who is said to pick or to close does it, and readers are not', WRITE, async (site) => {
    const who: Persona[] = ['visitor', 'registered', 'subscriberA', 'moderator', 'admin'];
    for (const [action, call] of calls(site)) {
      for (const persona of who) {
        const thread = await site.newThread();
        const { id } = await site.write(thread);
        const to = await site.as(persona);
        const allowed = isAllowed(await site.viewer(thread, to), action);
        const isReader = persona !== 'moderator' && persona !== 'admin';
        ok(!(allowed && isReader), `the ${persona} is said to ${action}`);
        if (allowed) await call(id, thread.key, to);
      }
    }
  });

  test(
    'an article’s author does what is said under that article, and nothing elsewhere',
    [...WRITE, 'updateThread', 'newAccount'],
    async (site) => {
      const admin = await site.as('admin');
      const account = await site.newAccount();
      const to = await site.as(account);
      const begin = async (): Promise<[ThreadRef, string]> => {
        const thread = await site.newThread();
        return [thread, (await site.write(thread)).id];
      };
      const [own, ownComment] = await begin();
      const [other, otherComment] = await begin();
      await site.backend.updateThread(own.key, { authors: [account.subject] }, admin);
      const viewer = await site.viewer(own, to);
      const elsewhere = await site.viewer(other, to);
      for (const [action, call] of calls(site)) {
        if (isAllowed(viewer, action)) await call(ownComment, own.key, to);
        ok(!isAllowed(elsewhere, action), `under another article it is said to ${action}`);
        const refused = call(otherComment, other.key, to);
        if (refused) await rejects(refused, 'forbidden', `${action} under another article`);
      }
      const subject = account.subject;
      for (const patch of [{ title: site.text() }, { closed: false, authors: [subject, 'x'] }]) {
        const refused = site.backend.updateThread(own.key, patch, to);
        await rejects(refused, 'forbidden', `changing ${Object.keys(patch).join(' and ')}`);
      }
    },
  );
}
