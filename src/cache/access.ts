import { promisifyRequest, type UseStore } from 'idb-keyval';
import { endWithPage } from '../backend/end-with-page.js';

/*
 * The way to the database: nobody waits for ever at it, and a page that is left stands in nobody's.
 * What is under way then is begun again if the page is shown again.
 */

/** Milliseconds that the device has to answer: a database that another page holds up never does. */
const PATIENCE = 3_000;

const DATABASE = 'palabre';
const STORE = 'kept';

let store: UseStore | undefined;

/** Ends each attempt that is under way. */
const endings = new Set<() => void>();
/** Begins anew what the page has ended as it was left. */
let beginnings: (() => void)[] | null = null;

// Node has no page.
globalThis.addEventListener?.('pagehide', leave);
globalThis.addEventListener?.('pageshow', comeBack);

/**
 * Answers as `work` does, or otherwise, where it fails or the device does not answer in time.
 * @param work may be done twice
 */
export async function attempt<T>(work: (store: UseStore) => Promise<T>, otherwise: T): Promise<T> {
  for (;;) {
    if (beginnings) await new Promise<void>((resolve) => beginnings!.push(resolve));
    try {
      return await inTime(work, otherwise);
    } catch {
      if (!beginnings) return otherwise;
    }
  }
}

async function inTime<T>(work: (store: UseStore) => Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end: (() => void) | undefined;
  try {
    store ??= open();
    const late = new Promise<T>((resolve, reject) => {
      timer = setTimeout(resolve, PATIENCE, otherwise);
      endings.add((end = reject));
    });
    return await Promise.race([work(store), late]);
  } finally {
    clearTimeout(timer);
    endings.delete(end!);
  }
}

function leave(): void {
  beginnings ??= [];
  endings.forEach((end) => end());
}

function comeBack(): void {
  const waiting = beginnings ?? [];
  beginnings = null;
  waiting.forEach((begin) => begin());
}

/** Gives way where another page, or a later version of this, changes the database or deletes it. */
function open(): UseStore {
  const opening = indexedDB.open(DATABASE);
  opening.onupgradeneeded = () => {
    endWithPage(opening.transaction!);
    opening.result.createObjectStore(STORE);
  };
  const opened = promisifyRequest(opening);
  const anew = (): void => {
    store = undefined;
  };
  opened.then((database) => {
    database.onclose = anew;
    database.onversionchange = () => {
      database.close();
      anew();
    };
  }, anew);
  return async (mode, work) => {
    const transaction = (await opened).transaction(STORE, mode);
    endWithPage(transaction);
    return work(transaction.objectStore(STORE));
  };
}
