import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Discussion } from '../../src/discussion/discussion.js';
import { DraftShelf, joined, ownerOf } from '../../src/discussion/drafts.js';
import { rememberOrigin } from '../../src/discussion/origin.js';
import { setCredential } from '../../src/discussion/viewing.js';
import { device, forgetDevice } from '../cache/device.js';
import { MemoryBackend } from '../support/memory-backend.js';
import { viewers } from '../support/thread-builders.js';

const draft = (text: string) => ({ text, id: '', attempted: null, by: null });

function discussionWith(key = 'k'): Discussion {
  const { backend } = new MemoryBackend();
  const thread = { key, url: 'https://news.example/', title: '' };
  const discussion = new Discussion({
    backend,
    tokens: null,
    thread,
    sort: 'newest',
    pageSize: 25,
    highlights: 3,
  });
  rememberOrigin(discussion, 'https://comments.example');
  return discussion;
}

describe('drafts of a discussion', () => {
  beforeEach(() => void device());
  afterEach(forgetDevice);

  it('belong to an account; those of visitors and guests to nobody', () => {
    const discussion = discussionWith();
    assert.equal(ownerOf(discussion), null);
    discussion.viewer = viewers.subscriber();
    assert.equal(ownerOf(discussion), discussion.viewer.account!.id);
    discussion.viewer = viewers.guest('Ana');
    setCredential(discussion, { token: 'guest 1', isGuest: true });
    assert.equal(ownerOf(discussion), null);
  });

  it('of one account are not shown to another, and are there when it is back', () => {
    const shelf = new DraftShelf(discussionWith(), null);
    shelf.write('one', draft('Mine'));
    assert.equal(shelf.read('two'), null);
    assert.equal(shelf.read(null), null);
    shelf.write('two', draft('Theirs'));
    assert.equal(shelf.read('one')!.text, 'Mine');
    assert.equal(shelf.read('two')!.text, 'Theirs');
  });

  it('of a visitor belong to who signs in next, beside what they had', () => {
    const shelf = new DraftShelf(discussionWith(), null);
    shelf.write('one', draft('Mine'));
    shelf.write(null, draft('Before the login'));
    assert.equal(shelf.read('one')!.text, 'Mine\n\nBefore the login');
    assert.equal(shelf.read('one')!.text, 'Mine\n\nBefore the login');
    assert.equal(shelf.read(null), null);
    assert.equal(shelf.read('two'), null);
  });

  it('without a word are none', () => {
    const shelf = new DraftShelf(discussionWith(), null);
    shelf.write('one', draft('Mine'));
    assert.equal(shelf.write('one', draft(' \n')), true);
    assert.equal(shelf.read('one'), null);
  });

  it('say where answers wait, but those that are open, and tell when that changes', () => {
    const discussion = discussionWith();
    const top = new DraftShelf(discussion, null);
    const reply = new DraftShelf(discussion, 'comment');
    let told = 0;
    discussion.store.follow('drafts', () => (told += 1));
    reply.write('one', draft('Begun'));
    assert.deepEqual(top.answered('one'), ['comment']);
    const leave = reply.enter();
    assert.deepEqual(top.answered('one'), []);
    leave();
    assert.deepEqual(top.answered('one'), ['comment']);
    assert.equal(told, 2);
    assert.deepEqual(new DraftShelf(discussionWith('another'), null).answered('one'), []);
  });

  it('say where answers of somebody wait who had not signed in yet', () => {
    const discussion = discussionWith();
    const top = new DraftShelf(discussion, null);
    const reply = new DraftShelf(discussion, 'comment');
    reply.write(null, draft('Begun before the login'));
    assert.deepEqual(top.answered('one'), ['comment']);
    reply.write('one', draft('Begun'));
    assert.deepEqual(top.answered('one'), ['comment']);
    assert.deepEqual(top.answered(null), ['comment']);
  });

  it('are joined without losing anything, and without saying it twice', () => {
    assert.equal(joined('', 'b'), 'b');
    assert.equal(joined('a', ''), 'a');
    assert.equal(joined('a', 'b'), 'a\n\nb');
    assert.equal(joined('a b', 'b '), 'a b');
    assert.equal(joined('b', 'a b c'), 'a b c');
  });
});
