import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { bodySchema } from '../../src/wire/body.js';
import { commentSchema } from '../../src/wire/comment.js';
import { keySchema } from '../../src/wire/thread.js';

const living = {
  id: newId(),
  parent: null,
  createdAt: '2027-03-01T09:30:00.000Z',
  revision: 1,
  tombstone: null,
  author: { id: newId(), name: 'Zoé', picture: null, badges: [] },
  body: { type: 'root', children: [] },
  status: 'published',
  editedAt: null,
  votes: { up: 0, down: 0 },
  picked: false,
};
const { id, parent, createdAt, revision } = living;

describe('schemas', () => {
  test('a comment lives or is a tombstone, and never both', () => {
    assert.ok(commentSchema.safeParse(living).success);
    const tombstone = { id, parent, createdAt, revision, tombstone: 'author', ground: null };
    assert.ok(commentSchema.safeParse(tombstone).success);
    const wrong = [
      { ...living, tombstone: 'author' },
      { ...tombstone, author: living.author },
      { ...tombstone, tombstone: null },
      { ...tombstone, tombstone: 'whim' },
      { ...tombstone, ground: 'whim' },
    ];
    for (const value of wrong) assert.ok(!commentSchema.safeParse(value).success);
  });

  test('times are UTC with milliseconds, ids lower case, pictures https', () => {
    const wrong = [
      { ...living, createdAt: '2027-03-01T09:30:00Z' },
      { ...living, createdAt: '2027-03-01T09:30:00.000+01:00' },
      { ...living, id: id.toUpperCase() },
      { ...living, author: { ...living.author, picture: 'http://img.example/a.png' } },
      { ...living, revision: 1.5 },
    ];
    for (const value of wrong) assert.ok(!commentSchema.safeParse(value).success);
  });

  test('a body holds the nodes of the subset and safe links', () => {
    const body = (node: object) => ({
      type: 'root',
      children: [{ type: 'paragraph', children: [node] }],
    });
    const text = { type: 'text', value: 'x' };
    const link = (url: string) => body({ type: 'link', url, children: [text] });
    assert.ok(bodySchema.safeParse(link('https://a.example')).success);
    assert.ok(bodySchema.safeParse(link('mailto:a@b.example')).success);
    const wrong = [
      link('data:text/html,x'),
      link('//a.example'),
      body({ type: 'html', value: '<b>' }),
      body({ type: 'image', url: 'https://a.example/i.png' }),
      body({ ...text, position: {} }),
    ];
    for (const value of wrong) assert.ok(!bodySchema.safeParse(value).success);
  });

  test('a key has 1 to 1,024 bytes and no U+0000', () => {
    for (const key of ['a', 'é'.repeat(512), '💬', '../']) {
      assert.ok(keySchema.safeParse(key).success, key);
    }
    for (const key of ['', 'é'.repeat(513), 'a\0', '\ud800']) {
      assert.ok(!keySchema.safeParse(key).success, key);
    }
  });
});
