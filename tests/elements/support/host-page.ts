import { expect } from '@open-wc/testing';

/** What a reader chooses is kept on the device, and would be there in the next test. */
function forgetChoices(): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith('palabre-')) localStorage.removeItem(name);
  }
}

/**
 * For the top of a suite: fails each of its tests in which an exception reached the page, or was
 * left unhandled. After each test the device remembers nothing.
 */
export function watchHostPage(): void {
  let errors: unknown[] = [];
  const onError = (event: ErrorEvent): void => {
    // A browser says this when one observer's callback changes what another one observes.
    if (!event.message.startsWith('ResizeObserver loop')) errors.push(event.error ?? event.message);
  };
  const onRejection = (event: PromiseRejectionEvent): void => {
    errors.push(event.reason);
  };
  beforeEach(() => {
    errors = [];
    window.addEventListener('error', onError);
    window.addEventListener('unhandledrejection', onRejection);
  });
  afterEach(async () => {
    forgetChoices();
    // An unhandled rejection is reported a task later.
    await new Promise((resolve) => setTimeout(resolve));
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
    expect(errors.map(String), 'exceptions in the host page').to.deep.equal([]);
  });
}

/** Collects what is written to the console in the meantime, instead of writing it. */
export async function consoleDuring(
  level: 'warn' | 'error',
  act: () => Promise<void>,
): Promise<string[]> {
  const written: string[] = [];
  const original = console[level].bind(console);
  console[level] = (...args: unknown[]) => written.push(args.map(String).join(' '));
  try {
    await act();
  } finally {
    console[level] = original;
  }
  return written;
}
