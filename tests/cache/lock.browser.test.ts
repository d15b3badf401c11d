import { expect } from '@open-wc/testing';
import { ifFree, withLock } from '../../src/cache/lock.js';
import { watchHostPage } from '../elements/support/host-page.js';
import { instead } from './support.js';

const NAME = 'palabre-test turn';

const isFree = (): Promise<boolean> =>
  navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock !== null);

function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('the turn of a page', () => {
  watchHostPage();

  it('is its alone until its work is done', async () => {
    const { open, opened } = gate();
    const working = withLock(NAME, () => opened.then(() => 'done'));
    expect(await ifFree(NAME, () => Promise.resolve('done too'))).to.equal(null);
    open();
    expect(await working).to.equal('done');
    expect(await ifFree(NAME, () => Promise.resolve('done too'))).to.equal('done too');
    expect(await isFree()).to.equal(true);
  });

  it('is over as the page is left, and its work goes on when that comes back', async () => {
    const { open, opened } = gate();
    const working = withLock(NAME, () => opened.then(() => 'done'));
    expect(await isFree()).to.equal(false);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    try {
      while (!(await isFree())) await Promise.resolve();
    } finally {
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
    }
    open();
    expect(await working).to.equal('done');
  });

  // As Safari 26 does: https://bugs.webkit.org/show_bug.cgi?id=283528
  it('may be taken from a page that is left, whose work goes on all the same', async () => {
    for (const attempt of [withLock, ifFree]) {
      const { open, opened } = gate();
      let times = 0;
      await instead(LockManager.prototype, 'request', takenBack, async () => {
        const working = attempt(NAME, () => {
          times += 1;
          return opened.then(() => 'done');
        });
        open();
        expect(await working).to.equal('done');
      });
      expect(times).to.equal(1);
    }
  });

  it('fails as its work does, once', async () => {
    const failing = withLock(NAME, () => Promise.reject(new Error('told to fail')));
    const message = await failing.catch((error: Error) => error.message);
    expect(message).to.equal('told to fail');
    expect(await isFree()).to.equal(true);
  });

  it('goes one after another in the page where locks are denied', async () => {
    const denied = (): Promise<never> => Promise.reject(new DOMException('', 'SecurityError'));
    await instead(LockManager.prototype, 'request', denied, async () => {
      const { open, opened } = gate();
      const order: string[] = [];
      const first = withLock(NAME, () => opened.then(() => order.push('first')));
      const second = withLock(NAME, () => Promise.resolve(order.push('second')));
      open();
      await Promise.all([first, second]);
      expect(order).to.deep.equal(['first', 'second']);
    });
  });
});

/** Grants a lock, and takes it back at once. */
function takenBack(_: string, __: LockOptions, work: (lock: Lock) => unknown): Promise<never> {
  void work({ name: NAME, mode: 'exclusive' });
  return Promise.reject(new DOMException('Suspended', 'AbortError'));
}
