import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guestToken } from '../../src/cache/guest-token.js';
import { becomeGuest, isGuest, rememberGuest } from '../../src/discussion/guests.js';
import { post } from '../../src/discussion/posting.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { vote } from '../../src/discussion/voting.js';
import { newId } from '../../src/model/new-id.js';
import { idOf, viewers } from '../support/thread-builders.js';
import { codeOf, openLoaded, type Setting } from './setting.js';

const write = () => ({ id: newId(), parent: null, source: 'A word' });
const nameOf = ({ discussion }: Setting): string | undefined => discussion.viewer?.account?.name;
const sentWith = ({ memory }: Setting): (string | null | undefined)[] =>
  memory.callsOf('createComment').map(({ token }) => token);

/** A guest of this device; `source` answers for the newspaper's login. */
async function guest(name: string, source?: () => string | null): Promise<Setting> {
  const setting = await openLoaded({ viewer: viewers.nameless() }, { tokens: source ?? null });
  rememberGuest(setting.discussion, setting.memory.backend);
  await becomeGuest(setting.discussion, name);
  return setting;
}

/** Odile, signed in on a device that still knows the guest Léo; her tokens are numbered. */
async function odile() {
  const login = { session: true, asked: 0 };
  const source = () => (login.session ? `odile ${(login.asked += 1)}` : null);
  const isIn = { value: false };
  const setting = await guest('Léo', () => (isIn.value ? source() : null));
  isIn.value = true;
  setting.memory.viewer = viewers.subscriber({}, 'Odile');
  await loadViewer(setting.discussion);
  assert.equal(nameOf(setting), 'Odile');
  return { ...setting, login };
}

/** In another tab, the guest of this device becomes another one, or is forgotten. */
async function elsewhere({ memory }: Setting, name: string | null): Promise<void> {
  const made = name === null ? null : await memory.backend.createGuest!(name, {});
  guestToken(memory.backend).write(made?.token ?? null);
}

describe('a write', () => {
  it('is no guest’s where the session of an account has ended', async () => {
    const setting = await odile();
    setting.login.session = false;
    setting.memory.tokens = new Set(['guest 1']);
    const first = write();
    assert.equal(await codeOf(post(setting.discussion, first)), 'login');
    assert.deepEqual(sentWith(setting), ['odile 1']);
    assert.equal(setting.memory.records.has(first.id), false);
    assert.deepEqual([nameOf(setting), isGuest(setting.discussion)], ['Léo', true]);

    await post(setting.discussion, first);
    assert.deepEqual(sentWith(setting), ['odile 1', 'guest 1']);
  });

  it('is not another guest’s, who has come in another tab', async () => {
    const setting = await guest('Ana');
    await elsewhere(setting, 'Bea');
    assert.equal(await codeOf(post(setting.discussion, write())), 'name');
    assert.deepEqual(sentWith(setting), []);
    assert.deepEqual([nameOf(setting), isGuest(setting.discussion)], ['Bea', true]);
    await post(setting.discussion, write());
    assert.deepEqual(sentWith(setting), ['guest 2']);
  });

  it('asks for a name again when the guest was forgotten in another tab', async () => {
    const setting = await guest('Ana');
    await elsewhere(setting, null);
    assert.equal(await codeOf(post(setting.discussion, write())), 'name');
    assert.deepEqual(sentWith(setting), []);
  });

  it('is not a guest’s any more once the reader has signed in elsewhere', async () => {
    const isIn = { value: false };
    const setting = await guest('Ana', () => (isIn.value ? 'token' : null));
    setting.memory.viewer = viewers.subscriber({}, 'Odile');
    isIn.value = true;
    assert.equal(await codeOf(post(setting.discussion, write())), 'name');
    assert.deepEqual(sentWith(setting), []);
    assert.equal(nameOf(setting), 'Odile');
  });

  it('goes on with a fresh token of the same account', async () => {
    const setting = await odile();
    setting.memory.tokens = new Set(['odile 2']);
    await post(setting.discussion, write());
    assert.deepEqual(sentWith(setting), ['odile 1', 'odile 2']);
    const loads = setting.memory.callsOf('loadViewer').length;
    await post(setting.discussion, write());
    assert.equal(setting.memory.callsOf('loadViewer').length, loads);
  });

  it('is not that of an account that has come in its place', async () => {
    const setting = await odile();
    setting.memory.tokens = new Set(['odile 2']);
    setting.memory.viewer = viewers.subscriber({}, 'Paul');
    assert.equal(await codeOf(post(setting.discussion, write())), 'login');
    assert.deepEqual(sentWith(setting), ['odile 1']);
    assert.equal(nameOf(setting), 'Paul');
  });

  it('is not somebody else’s vote either', async () => {
    const setting = await odile();
    setting.memory.tokens = new Set(['odile 2']);
    setting.memory.viewer = viewers.subscriber({}, 'Paul');
    assert.equal(await codeOf(vote(setting.discussion, idOf(1), 1)), 'login');
    assert.equal(setting.memory.votes.size, 0);
    assert.equal(setting.discussion.votes.get(idOf(1)) ?? 0, 0);
  });
});
