import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import type { CommentsBackend } from '../../src/backend/contract.js';
import { resolveBackend } from '../../src/backend/resolve.js';
import { PalabreError } from '../../src/model/errors.js';

const QUERY = { key: 'k', sort: 'best', limit: 20 } as const;
const PAGE = {
  thread: { key: 'k', closed: false, revision: 0, total: 0, downVotes: false },
  comments: [],
  lists: [],
  highlights: [],
  around: null,
};

const refusal = async (value: unknown): Promise<string> => {
  try {
    await resolveBackend(value as string, { base: 'https://journal.example/a/b.html' });
  } catch (error) {
    assert.ok(error instanceof PalabreError);
    assert.equal(error.code, 'invalid');
    return error.message;
  }
  return 'none';
};

describe('an address', () => {
  it('that is absolute answers at once', () => {
    for (const value of ['https://comments.example.org', 'http://localhost:8787/path/']) {
      assert.ok(!(resolveBackend(value) instanceof Promise));
    }
  });

  it('that is relative, or has a name before it, leads to the same server', async () => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      response.end(JSON.stringify(PAGE));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const base = `${origin}/section/article.html`;
    for (const value of ['/c', '../c/', `http:${origin}/c`, ` ${origin}/c `, `${origin}/c?x#y`]) {
      const backend = await resolveBackend(value, { base });
      await backend.loadThread(QUERY, {});
      assert.equal(paths.pop(), '/c/v1/thread?thread=k&sort=best&limit=20', value);
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  for (const [value, message] of [
    ['', /is empty/],
    ['coral:https://coral.example', /no adapter "coral".*: http, local$/],
    ['memory:', /"memory" has no address: .*memoryBackend\(\)$/],
    ['constructor:https://x.example', /no adapter "constructor"/],
    ['localhost:8787', /lacks "https:\/\/"/],
    ['comments.example.org/fr', /lacks "https:\/\/"/],
    ['ftp://comments.example.org', /not an http\(s\) address/],
    ['https://', /not an http\(s\) address/],
    ['http:', /not an http\(s\) address/],
    ['mailto:a@exemple.fr', /no adapter "mailto"/],
  ] as const) {
    it(`"${value}" is refused in one sentence`, async () => {
      const said = await refusal(value);
      assert.match(said, message);
      assert.ok(!said.includes('\n'));
    });
  }
});

describe("a page's own object", () => {
  it('that lacks a required method is refused, naming it', async () => {
    assert.match(await refusal({}), /loadThread and .*loadComments/);
    assert.match(await refusal({ loadThread: async () => {} }), /lacks the method loadComments$/);
    assert.match(await refusal({ loadThread: 1, loadComments: async () => {} }), /loadThread$/);
  });

  it('that is none is refused', async () => {
    for (const value of [null, undefined, 5, true])
      assert.match(await refusal(value), /address or/);
  });

  it('keeps its absent methods absent', async () => {
    const backend = await resolveBackend({
      loadThread: () => Promise.resolve(PAGE),
      loadComments: () => Promise.resolve(PAGE),
    });
    assert.deepEqual(Object.keys(backend), ['loadThread', 'loadComments']);
  });
});

describe('checked', () => {
  const backendOf = (loadThread: (...args: unknown[]) => unknown): CommentsBackend =>
    checked({ loadThread, loadComments: () => PAGE });

  it('takes what is promised and what is answered at once', async () => {
    assert.deepEqual(await backendOf(() => PAGE).loadThread(QUERY, {}), PAGE);
    assert.deepEqual(await backendOf(() => Promise.resolve(PAGE)).loadThread(QUERY, {}), PAGE);
  });

  it('calls methods on their object', async () => {
    class Own {
      #page = PAGE;
      loadThread(): unknown {
        return this.#page;
      }
      loadComments(): unknown {
        return this.#page;
      }
    }
    assert.deepEqual(await checked(new Own()).loadThread(QUERY, {}), PAGE);
  });

  it('makes every failure a PalabreError', async () => {
    const cause = new RangeError('oops');
    const expected = { name: 'PalabreError', code: 'internal', message: 'oops', cause };
    for (const fail of [
      () => {
        throw cause;
      },
      () => Promise.reject(cause),
    ]) {
      await assert.rejects(backendOf(fail).loadThread(QUERY, {}), expected);
    }
    const own = new PalabreError('closed', 'no more');
    await assert.rejects(
      backendOf(() => Promise.reject(own)).loadThread(QUERY, {}),
      (error) => error === own,
    );
    await assert.rejects(backendOf(() => '<p>').loadThread(QUERY, {}), { code: 'malformed' });
  });

  it('knows an error of another copy of the package by its shape, and takes it over', async () => {
    const copy = '../../src/model/errors.js?another-copy';
    const other = (await import(copy)) as typeof import('../../src/model/errors.js');
    const thrown = new other.PalabreError('wait', 'slowly', { retryAfter: 30 });
    assert.ok(!(thrown instanceof PalabreError));
    const failing = (error: unknown) =>
      backendOf(() => {
        throw error;
      }).loadThread(QUERY, {});
    await assert.rejects(failing(thrown), (error) => {
      assert.ok(error instanceof PalabreError);
      const { code, message, retryAfter, retryable, cause } = error;
      assert.deepEqual([code, message, retryAfter, retryable], ['wait', 'slowly', 30, true]);
      return cause === thrown;
    });
    for (const lookalike of [
      { name: 'PalabreError', code: 'of another age', message: '' },
      Object.assign(new Error('x'), { code: 'wait' }),
      null,
    ]) {
      await assert.rejects(failing(lookalike), { code: 'internal' });
    }
    const bare = { name: 'PalabreError', code: 'wait', message: '', retryAfter: 'soon' };
    await assert.rejects(failing(bare), { code: 'wait', retryAfter: null });
  });

  it("leaves an abort the signal's reason, heeded or not", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const heedless = backendOf(() => new Promise((resolve) => setTimeout(resolve, 5, PAGE)));
    const pending = heedless.loadThread(QUERY, { signal });
    const reason = { left: true };
    controller.abort(reason);
    await assert.rejects(pending, (error: unknown) => error === reason);
  });

  it('takes an AbortError of the backend alone for the failure that it is', async () => {
    const own = () => Promise.reject(new DOMException('mine', 'AbortError'));
    await assert.rejects(backendOf(own).loadThread(QUERY, {}), { code: 'internal' });
  });
});
