import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { Author, LivingComment } from '../../../src/model/comment.js';
import { comment, viewers } from '../../support/thread-builders.js';
import { seen, stands } from './acts.js';
import { STATES, type State, type StateName } from './states.js';
import { discussion, peopleOf, READER } from './threads.js';
import { WORDS, type Language, type Words } from './words.js';

/*
 * Puts a thread on the page in the state that the address names, and says on the root element when
 * it can be looked at: `data-shot` is `ready`, or what went wrong.
 */

const query = new URLSearchParams(location.search);
const said = (name: string): string => query.get(name) ?? '';

show(STATES[said('state') as StateName], WORDS[said('language') as Language]).then(
  () => (document.documentElement.dataset['shot'] = 'ready'),
  (error: unknown) => (document.documentElement.dataset['shot'] = String(error)),
);

async function show(state: State, words: Words): Promise<void> {
  // What a browser remembers of one picture is not to be seen in the next one.
  localStorage.clear();
  await forget('palabre');
  // A control is as wide as its text was when it came.
  await Promise.all([...document.fonts].map((face) => face.load()));
  await customElements.whenDefined('palabre-thread');
  const thread = document.createElement('palabre-thread');
  const attributes = { thread: 'article', loading: 'eager', ...state.attributes };
  for (const [name, value] of Object.entries(attributes)) thread.setAttribute(name, value);
  if (thread.hasAttribute('color-scheme')) {
    // On a page of the other colours, where its ground can be seen.
    thread.setAttribute('color-scheme', said('scheme'));
    document.documentElement.className = said('scheme') === 'dark' ? 'light' : 'dark';
  }
  thread.backend = backendOf(state, words);
  if (state.reader?.account !== null) thread.token = READER;
  document.querySelector('#discussion')!.append(thread);
  await thread.updateComplete;
  const root = thread.shadowRoot!;
  await seen(root, state.shows ?? '[part=form], [part~=message]');
  await state.act?.(root, words);
  await stands(thread);
}

function forget(database: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.deleteDatabase(database);
    asking.onsuccess = resolve;
    asking.onerror = reject;
  });
}

function backendOf(state: State, words: Words): CommentsBackend {
  const comments = (state.comments ?? discussion)(words);
  const memory = memoryBackend({
    people: peopleOf(words),
    threads: [{ key: 'article', comments, closed: state.closed ?? false }],
  });
  const viewer = state.reader ?? viewers.subscriber();
  return {
    ...memory,
    async loadViewer(of, options) {
      const { account } = await memory.loadViewer(of, options);
      const pending = state.isWithheld && account ? withheldOf(account, words) : [];
      return { ...viewer, account, pending };
    },
    ...state.change?.(memory),
  };
}

function withheldOf(author: Author, { said }: Words): LivingComment[] {
  const at = new Date();
  return [
    comment(91, { author, at, status: 'pending', text: said[2]! }),
    comment(92, { author, at, status: 'rejected', text: said[3]! }),
  ];
}
