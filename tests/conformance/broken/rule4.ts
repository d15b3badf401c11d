import type { CommentList, CommentPage } from '../../../src/model/thread.js';
import type { ListQuery } from '../../../src/backend/contract.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import { broken, entryOf, type Broken } from './broken.js';

type Cut = (list: CommentList, query: ListQuery) => void;

/** Lists read whole, and cut into pages by somebody who knows better. */
function paged(whole: MemoryBackend, cut: Cut): (query: ListQuery) => Promise<CommentPage> {
  return async (query) => {
    const page = await whole.loadComments({ ...query, after: null, limit: 100 }, {});
    const list = page.lists.find(({ parent }) => parent === query.parent);
    if (list) cut(list, query);
    return page;
  };
}

/** Pages that go on behind a value, which several entries may share. */
function after(valueOf: (id: string) => number): Cut {
  return (list, { after: from, limit }) => {
    const { ids } = list;
    const start = from === null ? 0 : ids.findIndex((id) => valueOf(id) > Number(from));
    list.ids = start < 0 ? [] : ids.slice(start, start + limit);
    const last = list.ids.at(-1);
    const isMore = last !== undefined && ids.some((id) => valueOf(id) > valueOf(last));
    list.page.cursor = isMore ? String(valueOf(last)) : null;
  };
}

const HIGHLIGHTS = 'there are as many highlights as were asked for at most, an editor’s pick first';

export const RULE_4: Broken[] = [
  broken(
    'rule 4',
    'loses every seventh comment',
    'paging by oldest meets each entry once',
    (whole) => {
      let count = 0;
      return {
        async createComment(sent, options) {
          const answer = await whole.createComment(sent, options);
          count += 1;
          const { comments } = whole.state.threads.get(sent.thread.key)!;
          if (count % 7 === 0) comments.delete(sent.id);
          return answer;
        },
      };
    },
  ),
  broken(
    'rule 4',
    'pages by offset',
    'paging by newest neither repeats nor skips while comments come and go',
    (whole) => ({
      loadComments: paged(whole, (list, { after: from, limit }) => {
        const start = Number(from ?? 0);
        const { length } = list.ids;
        list.ids = list.ids.slice(start, start + limit);
        list.page.cursor = start + limit < length ? String(start + limit) : null;
      }),
    }),
  ),
  broken(
    'rule 4',
    'goes on behind a time that several comments have',
    'paging by oldest meets entries of one moment once',
    (whole) => ({
      loadComments: paged(
        whole,
        after((id) => Math.floor(Date.parse(entryOf(whole, id).createdAt) / 1000)),
      ),
    }),
  ),
  broken(
    'rule 4',
    'goes on behind a number of votes that several comments have',
    'paging by best meets entries of equal votes once',
    (whole) => {
      const byVotes = paged(
        whole,
        after((id) => -entryOf(whole, id).votes.size),
      );
      return {
        loadComments: (query, options) =>
          query.sort === 'best' ? byVotes(query) : whole.loadComments(query, options),
      };
    },
  ),
  broken(
    'rule 4',
    'pages the best by their rank of the moment',
    'paging by best meets once what was not voted for meanwhile',
    (whole) => {
      const byRank = paged(whole, (list, { after: from, limit }) => {
        const start = Number(from ?? 0);
        const { length } = list.ids;
        list.ids = list.ids.slice(start, start + limit);
        list.page.cursor = start + limit < length ? String(start + limit) : null;
      });
      return {
        loadComments: (query, options) =>
          query.sort === 'best' ? byRank(query) : whole.loadComments(query, options),
      };
    },
  ),
  broken(
    'rule 4',
    'takes a cursor of another thread for its own',
    'a cursor of another thread is invalid',
    (whole) => ({
      async loadComments(query, options) {
        if (!query.after?.startsWith('[')) return whole.loadComments(query, options);
        const [, ...rest] = JSON.parse(query.after) as unknown[];
        const own = JSON.stringify([query.key, ...rest]);
        return whole.loadComments({ ...query, after: own }, options);
      },
    }),
  ),
  broken(
    'rule 4',
    'counts the top level alone',
    'the total of a thread counts every depth',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        page.thread.total = page.lists.find(({ parent }) => parent === null)?.page.total ?? 0;
        return page;
      },
    }),
  ),
  broken(
    'rule 4',
    'names highlights that it does not send',
    'highlights are living comments of the thread, with their records',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        const listed = new Set(page.lists.flatMap(({ ids }) => ids));
        page.comments = page.comments.filter(({ id }) => listed.has(id));
        return page;
      },
    }),
  ),
  broken(
    'rule 4',
    'sends replies in the list of another parent',
    'each entry of a list has its record, once, under its parent',
    (whole) => ({
      async loadComments(query, options) {
        const page = await whole.loadComments(query, options);
        const [first, ...rest] = page.lists;
        if (query.parent === null) for (const { ids } of rest) first?.ids.push(...ids);
        return page;
      },
    }),
  ),
  broken(
    'rule 4',
    'pages the queue by offset',
    'the queue of what waits neither repeats nor skips while it is worked off',
    (whole) => ({
      async loadQueue({ queue, after: from, limit }, options) {
        const all = await whole.loadQueue({ queue, after: null, limit: 100 }, options);
        const start = Number(from ?? 0);
        const cursor = start + limit < all.items.length ? String(start + limit) : null;
        const items = all.items.slice(start, start + limit);
        return { items, page: { total: all.page.total, cursor } };
      },
    }),
  ),
  broken(
    'rule 4',
    'counts each report of one reader',
    'a report is in the queue once per reader, until it is settled',
    (whole) => {
      const counts = new Map<string, number>();
      return {
        async reportComment(report, options) {
          await whole.reportComment(report, options);
          counts.set(report.comment, (counts.get(report.comment) ?? 0) + 1);
        },
        async loadQueue(query, options) {
          const page = await whole.loadQueue(query, options);
          for (const item of page.items) item.reportCount = counts.get(item.comment.id) ?? 0;
          return page;
        },
      };
    },
  ),
  broken(
    'rule 4',
    'forgets what was typed',
    'what waits is in its queue, with what was typed, until it is decided',
    (whole) => ({
      async loadQueue(query, options) {
        const page = await whole.loadQueue(query, options);
        return { ...page, items: page.items.map((item) => ({ ...item, source: '' })) };
      },
    }),
  ),
  broken('rule 4', 'gives highlights that nobody asked for', HIGHLIGHTS, (whole) => ({
    loadThread: ({ highlights: _, ...query }, options) => whole.loadThread(query, options),
  })),
  broken('rule 4', 'puts votes before an editor’s pick', HIGHLIGHTS, (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread({ ...query, highlights: 10 }, options);
      const highlights = page.highlights.reverse().slice(0, query.highlights ?? 3);
      return { ...page, highlights };
    },
  })),
];
