import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Session, type Credential, type TokenSource } from '../../src/discussion/session.js';
import { PalabreError } from '../../src/model/errors.js';
import { codeOf } from './setting.js';

/** A source of tokens that are numbered from 1, and how often it was asked. */
function numbered() {
  const counter = { asked: 0, source: () => Promise.resolve(`token ${(counter.asked += 1)}`) };
  return counter;
}

/** A call that accepts certain tokens only. */
function accepting(...tokens: (string | null)[]) {
  const sent: (string | null)[] = [];
  const send = async ({ token }: Credential): Promise<string> => {
    sent.push(token);
    await Promise.resolve();
    if (!tokens.includes(token)) throw new PalabreError('login', 'expired');
    return `with ${token}`;
  };
  return { sent, send };
}

const tokenOf = async (session: Session) => (await session.credential()).token;

function silence(context: TestContext): string[] {
  const warned: string[] = [];
  context.mock.method(console, 'warn', (text: string) => warned.push(text));
  return warned;
}

describe('Session', () => {
  it('asks for a token once, and for none where there is no source', async () => {
    const { source } = numbered();
    const session = new Session(source);
    assert.deepEqual(await Promise.all([tokenOf(session), tokenOf(session)]), [
      'token 1',
      'token 1',
    ]);
    assert.equal(await tokenOf(new Session(null)), null);
    assert.equal(await tokenOf(new Session('fixed')), 'fixed');
  });

  it('renews an expired token once, and sends again', async () => {
    const counter = numbered();
    const session = new Session(counter.source);
    const { sent, send } = accepting('token 2');
    assert.equal(await session.call(send), 'with token 2');
    assert.deepEqual(sent, ['token 1', 'token 2']);
    assert.equal(await session.call(send), 'with token 2');
    assert.equal(counter.asked, 2);
  });

  it('renews once for several calls that fail together', async () => {
    const counter = numbered();
    const session = new Session(counter.source);
    const { send } = accepting('token 2');
    const answers = await Promise.all([1, 2, 3, 4].map(() => session.call(send)));
    assert.deepEqual(new Set(answers), new Set(['with token 2']));
    assert.equal(counter.asked, 2);
  });

  it('gives up after one renewal', async () => {
    const counter = numbered();
    const { sent, send } = accepting();
    assert.equal(await codeOf(new Session(counter.source).call(send)), 'login');
    assert.deepEqual(sent, ['token 1', 'token 2']);
  });

  it('does not send the same token again', async () => {
    const { sent, send } = accepting();
    assert.equal(await codeOf(new Session(() => 'same').call(send)), 'login');
    assert.deepEqual(sent, ['same']);
  });

  it('cannot renew a fixed token', async () => {
    const { sent, send } = accepting();
    assert.equal(await codeOf(new Session('fixed').call(send)), 'login');
    assert.deepEqual(sent, ['fixed']);
  });

  it('tells the console once of a source that fails again and again, and anew after a success', async (context) => {
    const warned = silence(context);
    let works = false;
    const session = new Session(() => {
      if (works) return 'token';
      throw new Error('No network');
    });
    const ask = async (): Promise<void> => {
      session.forget();
      await session.credential();
    };
    await ask();
    await ask();
    assert.equal(warned.length, 1);
    works = true;
    await ask();
    works = false;
    await ask();
    assert.equal(warned.length, 2);
  });

  it('does not renew for any other failure', async () => {
    const counter = numbered();
    const send = () => Promise.reject(new PalabreError('subscribe', 'pay'));
    assert.equal(await codeOf(new Session(counter.source).call(send)), 'subscribe');
    assert.equal(counter.asked, 1);
  });

  const failing: Record<string, () => TokenSource> = {
    throws: () => () => {
      throw new Error('no');
    },
    rejects: () => () => Promise.reject(new Error('no')),
    'never settles': () => () => new Promise<string>(() => undefined),
  };
  for (const [how, source] of Object.entries(failing)) {
    it(`counts the reader as a visitor when the source ${how}`, async (context) => {
      const warned = silence(context);
      const { send } = accepting(null);
      assert.equal(await new Session(source(), 1).call(send), 'with null');
      assert.equal(warned.length, 1);
    });
  }

  for (const how of ['throws', 'rejects'] as const) {
    it(`asks a source again that ${how} once`, async (context) => {
      silence(context);
      let asked = 0;
      const source = (): Promise<string> | string => {
        asked += 1;
        if (asked > 1) return 'token';
        if (how === 'throws') throw new Error('no');
        return Promise.reject(new Error('no'));
      };
      const session = new Session(source);
      assert.equal(await tokenOf(session), null);
      assert.equal(await tokenOf(session), 'token');
    });
  }
});
