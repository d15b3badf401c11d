import assert from 'node:assert/strict';
import type { Entry } from '../../src/discussion/outbox/outbox.js';
import { isPromised, type Wish } from './promises.js';
import type { Tab } from './tab.js';
import { ACCOUNTS, type World } from './world.js';

/** Milliseconds after which whatever waits has been tried again. */
const LONG = 30 * 60_000;

/** Lets everything end well, and checks that nothing was lost, doubled or left. */
export async function check(world: World): Promise<void> {
  const { clock, server, device, promises } = world;
  server.mend();
  device.sicken('well');
  await world.rest();
  const tabs = [...world.tabs, await world.open()];
  const accounts = new Set([device.account, ...ACCOUNTS]);
  for (const account of accounts) {
    device.account = account;
    for (const tab of tabs) {
      if (tab.discussion.status === 'failed') await tab.reload();
      // Of who signs in elsewhere, a page that nobody had signed in to learns with its next reload.
      const isKnown = !tab.page.isUnconfirmed(tab.discussion);
      if (tab.reader !== account || !isKnown) await tab.signIn();
    }
    // What waits is sent by itself.
    await clock.wait(LONG);
    for (const tab of tabs) await checkScreen(world, tab);
  }
  const orphans = orphansOf(world);
  const left = world.kept.map(({ entry }) => entry).filter((entry) => isWaiting(entry, orphans));
  assert.deepEqual(left, [], 'nothing is left on the device');
  for (const entry of world.entries) {
    const { kind, comment } = entry.write;
    if (kind === 'comment' && orphans.has(comment)) promises.wishOf(entry).told = 'refused';
  }
  for (const wish of promises.wishes) checkServer(world, wish);
  tabs.forEach((tab) => tab.kill());
  await world.rest();
}

/**
 * Replies to what only an ended page had, or to what was deleted meanwhile, with what answers them: they
 * are refused, and left to their author.
 */
function orphansOf({ server, entries }: World): Set<string> {
  const { comments } = server.memory.state.threads.get('k')!;
  const orphans = new Set<string>();
  const inOrder = [...entries].sort((one, other) => (one.key < other.key ? -1 : 1));
  for (const { write, refused } of inOrder) {
    if (write.kind !== 'comment' || write.parent === null) continue;
    const parent = comments.get(write.parent);
    const isRefused = parent ? refused === 'gone' && parent.tombstone : refused === 'not-found';
    if (isRefused || orphans.has(write.parent)) orphans.add(write.comment);
  }
  return orphans;
}

/** What stands of all that an account wrote on a comment. */
function checkServer({ server, promises }: World, { account, comment: id }: Wish): void {
  const { comments } = server.memory.state.threads.get('k')!;
  const entry = comments.get(id);
  const of = (kind: Wish['kind']): Wish[] =>
    promises.on({ account, comment: id }).filter((wish) => wish.kind === kind);
  const texts = of('text');
  const [deletion] = of('deleted');
  // What was deleted before it could be sent, never was.
  const mayBeNone = deletion && deletion.told !== 'refused';
  if (isPromised(texts[0]) && !mayBeNone) assert.ok(entry, `“${String(texts[0]!.value)}” stands`);
  if (texts[0]?.told === 'refused')
    assert.equal(entry, undefined, 'what was refused does not stand');
  if (isPromised(deletion) && entry) assert.equal(entry.tombstone, 'author', 'it is deleted');
  if (texts.length > 0 && entry?.content) {
    const { source } = entry.content;
    assert.equal(entry.content.account, account, 'it is its author’s');
    const possible = promises.possible(texts);
    assert.ok(possible.includes(source), `“${source}” is not “${possible.join('”, “')}”`);
    const same = [...comments.values()].filter((other) => other.content?.source === source);
    assert.equal(same.length, 1, `“${source}” stands once`);
  }
  const votes = of('vote');
  if (votes.length > 0) {
    const value = entry!.votes.get(account) ?? 0;
    assert.ok(promises.possible(votes, 0).includes(value), `the vote ${value} is the last wish`);
  }
  const reports = entry?.reports.filter((one) => one.account === account) ?? [];
  assert.ok(reports.length <= 1, 'a report is one');
  if (of('report').some(isPromised)) assert.equal(reports.length, 1, 'the report arrived');
}

async function checkScreen(world: World, tab: Tab): Promise<void> {
  const { server } = world;
  const orphans = orphansOf(world);
  const { page, discussion, wrote, entries } = tab;
  const account = page.actorOf(discussion) ?? null;
  const own = entries.filter(({ by }) => by === account);
  assert.deepEqual(
    own.filter((entry) => isWaiting(entry, orphans)),
    [],
    'nothing waits',
  );
  const known = snapshotOf(tab);
  await discussion.load();
  await page.loadViewer(discussion);
  for (const [id, text] of snapshotOf(tab)) {
    const isOwn = wrote.has(`${account} ${id}`);
    if (isOwn) assert.equal(known.get(id), text, 'the screen was as the server has it');
    const standing = page.standingOf(discussion, id)?.standing;
    assert.ok(orphans.has(id) || standing === undefined || standing === 'refused');
  }
  const { comments } = server.memory.state.threads.get('k')!;
  for (const [id, { content }] of comments) {
    const shown = discussion.store.comment(id);
    if (content && shown?.tombstone === null) assert.deepEqual(shown.body, content.body);
  }
}

/** The texts and votes that a tab shows, by comment. */
function snapshotOf({ discussion }: Tab): Map<string, string> {
  const { store, votes } = discussion;
  const found = new Map<string, string>();
  const lists: (string | null)[] = [null];
  for (let parent = lists.pop(); parent !== undefined; parent = lists.pop()) {
    for (const id of store.list(parent).ids) {
      const shown = store.comment(id);
      const text = shown?.tombstone === null ? JSON.stringify(shown.body) : shown?.tombstone;
      found.set(id, `${String(text)} ${votes.get(id) ?? 0}`);
      lists.push(id);
    }
  }
  return found;
}

/** What came after a deletion may be refused, and is left to the reader. */
function isWaiting(
  { refused, write }: Pick<Entry, 'refused' | 'write'>,
  orphans: ReadonlySet<string>,
): boolean {
  return refused === null && !orphans.has(write.comment);
}
