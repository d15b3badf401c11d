import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inHouseBackend } from '../../demo/in-house/adapter.js';
import { createService } from '../../demo/in-house/service.js';
import { Store, type Member } from '../../demo/in-house/store.js';

const READER: Member = {
  id: 1,
  display_name: 'Odile',
  avatar_url: null,
  staff: false,
  premium: true,
  moderates: false,
  banned_until: null,
};

function open() {
  const store = new Store();
  const reader = { ...READER };
  const service = createService((session) => (session === 'odile' ? reader : null), store);
  const post = async (ref: string): Promise<[status: number, answer: unknown]> => {
    const response = await service.request('/api/comments?article=quai', {
      method: 'POST',
      headers: { 'X-Session': 'odile' },
      body: JSON.stringify({ ref, text: 'On y dansait.', reply_to: null }),
    });
    return [response.status, await response.json()];
  };
  return { store, reader, post };
}

describe('the guide’s adapter', () => {
  const answers: [what: string, make: () => Response, code: string][] = [
    ['a page of a proxy', () => new Response('<h1>Hello</h1>'), 'malformed'],
    ['nothing', () => new Response(''), 'malformed'],
    ['an answer that breaks off', () => new Response(brokenOff()), 'network'],
    ['a failure without words', () => new Response('', { status: 503 }), 'unavailable'],
    ['a refusal', () => Response.json({ error: 'no_session' }, { status: 401 }), 'login'],
  ];
  for (const [what, make, code] of answers) {
    it(`says what is wrong with ${what}`, async (test) => {
      test.mock.method(globalThis, 'fetch', async () => make());
      const backend = inHouseBackend('https://journal.example');
      const query = { key: 'quai', sort: 'best', limit: 5 } as const;
      await assert.rejects(backend.loadThread(query, {}), { name: 'PalabreError', code });
      await assert.rejects(backend.loadViewer!('quai', {}), { name: 'PalabreError', code });
    });
  }
});

function brokenOff(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"comm'));
      controller.error(new TypeError('terminated'));
    },
  });
}

describe('the guide’s service', () => {
  it('answers what was sent before, whether or not one may still write', async () => {
    const { store, reader, post } = open();
    const written = await post('a');
    assert.equal(written[0], 200);
    store.closed.add('quai');
    assert.deepEqual(await post('a'), written);
    assert.deepEqual(await post('b'), [403, { error: 'article_closed' }]);
    reader.banned_until = Date.now() + 60_000;
    assert.deepEqual(await post('a'), written);
    assert.deepEqual(await post('b'), [403, { error: 'banned' }]);
    reader.premium = false;
    assert.deepEqual(await post('a'), written);
    assert.equal(store.comments.length, 1);
  });
});
