import type { Comment } from '../../../src/model/comment.js';
import type { Viewer } from '../../../src/model/viewer.js';
import { comment, comments, tombstone, viewers } from '../../support/thread-builders.js';

/** Who reads, and what becomes of the thread. */
export interface PageState {
  viewer: Viewer;
  thread?: 'never' | 'fails';
}

const COMMENTS: Comment[] = [
  comment(1, { votes: { up: 4, down: 0 } }),
  comment(2, { parent: 1, author: { id: 'b', name: 'Badged', picture: null, badges: ['staff'] } }),
  tombstone(3, 'author'),
];

export const STATES = {
  subscriber: { viewer: viewers.subscriber({ votes: [{ id: COMMENTS[0]!.id, value: 1 }] }) },
  visitor: { viewer: viewers.visitor() },
  guest: { viewer: viewers.nameless() },
  loading: { viewer: viewers.visitor(), thread: 'never' },
  failed: { viewer: viewers.visitor(), thread: 'fails' },
} satisfies Record<string, PageState>;
export type StateName = keyof typeof STATES;

const list = (parent: Comment | null, ids: Comment[], more: boolean) => ({
  parent: parent?.id ?? null,
  ids: ids.map(({ id }) => id),
  page: { total: ids.length + Number(more), cursor: more ? ids.at(-1)!.id : null },
});

const [first, reply, gone] = COMMENTS as [Comment, Comment, Comment];
const PAGE = {
  thread: { key: 'k', closed: false, revision: 1, total: 3 },
  comments: COMMENTS,
  lists: [list(null, [first, gone], true), list(first, [reply], false)],
  highlights: [],
  around: null,
};
const NEXT = { comments: comments(1, 8), lists: [list(null, comments(1, 8), false)] };

/** A page with a thread in a certain state, whose backend is an object of the page. */
export function pageInState(script: string, { viewer, thread }: PageState): string {
  return `<!doctype html><html lang="en"><title>Article</title><main><h1>Article</h1>
    <palabre-thread thread="k" loading="eager" login-url="/login" subscribe-url="/subscribe"></palabre-thread>
    </main>
    <script type="module" crossorigin src="${script}"></script>
    <script type="module">
      const fail = async () => { throw new Error('It is broken.'); };
      document.querySelector('palabre-thread').backend = {
        loadThread: ${
          thread === 'never'
            ? '() => new Promise(() => {})'
            : thread === 'fails'
              ? 'fail'
              : `async () => (${JSON.stringify(PAGE)})`
        },
        loadComments: async () => (${JSON.stringify(NEXT)}),
        loadViewer: async () => (${JSON.stringify(viewer)}),
        createComment: fail,
        createGuest: fail,
        // What passes would wait in the outbox.
        voteComment: async () => {
          throw Object.assign(new Error('No votes.'), { name: 'PalabreError', code: 'forbidden' });
        },
      };
    </script>`;
}
