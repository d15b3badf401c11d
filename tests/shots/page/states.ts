import type { MemoryBackend, Method, SeedComment } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { ErrorCode } from '../../../src/model/errors.js';
import type { PalabreComment } from '../../../src/elements/comment/comment.js';
import type { PalabreThread } from '../../../src/elements/thread/thread.js';
import { newId } from '../../../src/model/new-id.js';
import type { Viewer } from '../../../src/model/viewer.js';
import { viewers } from '../../support/thread-builders.js';
import { press, seen, until, write } from './acts.js';
import {
  bothWays,
  branch,
  discussion,
  IDS,
  many,
  marked,
  NOW,
  READER,
  richBody,
  tombstones,
  veryLong,
} from './threads.js';
import type { Words } from './words.js';

/** How a thread comes to look as it does. Without anything else a subscriber reads it. */
export interface State {
  title: string;
  /** Compared with a picture, and shown by every engine. */
  isMain?: true;
  /** What is fixed to a window, or as high as one, is shown in one; all else on one long page. */
  isWindow?: true;
  reader?: Viewer;
  /** Of the reader's own comments, those that nobody else sees. */
  isWithheld?: true;
  comments?: (words: Words) => SeedComment[];
  closed?: true;
  attributes?: Record<string, string>;
  /** The comment in the page's address. */
  leadsTo?: string;
  /** Spoils the backend, or answers other methods for it. */
  change?: (backend: MemoryBackend) => Partial<CommentsBackend>;
  /** What is there once all is; by default where one writes, or learns what that takes. */
  shows?: string;
  act?: (root: ShadowRoot, words: Words) => Promise<void>;
}

const never = (): Promise<never> => new Promise(() => {});
const failing =
  (method: Method, code: ErrorCode) =>
  (backend: MemoryBackend): Partial<CommentsBackend> => {
    backend.fail(method, code, { times: Infinity });
    return {};
  };
/** Counts votes against comments. */
const counting = (backend: MemoryBackend): Partial<CommentsBackend> => ({
  async loadThread(query, options) {
    const page = await backend.loadThread(query, options);
    const comments = page.comments.map((one) =>
      one.tombstone === null && one.votes ? { ...one, votes: { ...one.votes, down: 2 } } : one,
    );
    return { ...page, comments, thread: { ...page.thread, downVotes: true } };
  },
});
const few = (words: Words): SeedComment[] => discussion(words).slice(1, 3);
const LATER = new Date(Date.parse(NOW) + 26 * 3_600_000).toISOString();
const voting = (): Viewer => viewers.subscriber({ votes: [{ id: IDS.voted, value: 1 }] });
const LINKS = { 'login-url': '/login', 'subscribe-url': '/subscribe' };
const REPLY = `[comment-id='${IDS.answered}'] [part=reply-button]`;
const IN_REPLY = `[comment-id='${IDS.answered}'] palabre-composer`;
const inReply = async (root: ShadowRoot): Promise<ShadowRoot> => {
  await press(root, REPLY);
  return (await seen(root, IN_REPLY)).shadowRoot!;
};

const send = async (composer: ShadowRoot, text: string): Promise<void> => {
  await write(composer, '[part=textarea]', text);
  await press(composer, '[part=send-button]');
};

/** Others write, two comments and a reply. */
async function arrive(root: ShadowRoot, source: string): Promise<void> {
  const thread = root.host as PalabreThread;
  const backend = thread.backend as CommentsBackend;
  for (const parent of [null, null, IDS.answered]) {
    const ref = { key: 'article', url: 'https://news.example/', title: 'Article' };
    const sent = { id: newId(), thread: ref, parent, source };
    await backend.createComment!(sent, { token: 'author' });
  }
  await seen(root, '[part=arrivals-button]');
  await seen(root, '[part=branch-arrivals-button]');
}

const STATE_TABLE = {
  reading: { title: 'A subscriber reads', isMain: true, reader: voting() },
  visitor: { title: 'A visitor reads', isMain: true, reader: viewers.visitor(), attributes: LINKS },
  'visitor-login': {
    title: 'A visitor, where nothing is sold',
    reader: viewers.visitor(),
    comments: few,
    attributes: { 'login-url': '/login' },
  },
  guest: {
    title: 'A name is enough',
    reader: viewers.nameless(),
    comments: few,
    attributes: LINKS,
  },
  'guest-error': {
    title: 'A name is enough, and missing',
    reader: viewers.nameless(),
    comments: few,
    attributes: LINKS,
    async act(root) {
      (await seen(root, '[part=name-field]')).focus();
      await press(root, '[part=name-button]');
      await seen(root, '[part=name-error]');
    },
  },
  registered: {
    title: 'Signed in without a subscription',
    reader: viewers.registered(),
    comments: few,
    attributes: LINKS,
  },
  suspended: { title: 'Suspended', reader: viewers.suspended(LATER), comments: few },
  waiting: { title: 'Too many comments at once', reader: viewers.waiting(LATER), comments: few },
  closed: { title: 'Closed', reader: viewers.closed(), closed: true },
  archive: { title: 'An archive', reader: viewers.unsupported(), comments: few },
  'write-first': {
    title: 'A visitor has written first',
    reader: viewers.visitor(),
    comments: few,
    attributes: { ...LINKS, 'write-first': '' },
    async act(root, { long, said }) {
      const charter = document.createElement('p');
      charter.slot = 'charter';
      charter.textContent = said[3]!;
      root.host.append(charter);
      await write(root, '[part=textarea]', long);
      await press(root, '[part=send-button]');
      await seen(root, '[part=error]:not(:empty)');
    },
  },
  returning: {
    title: 'Back from a login, a vote waits',
    reader: viewers.visitor(),
    comments: few,
    attributes: LINKS,
    async act(root) {
      await press(root, '[part~=vote-button]');
      await seen(root, 'palabre-comment palabre-login-prompt');
      const thread = root.host as PalabreThread;
      const backend = thread.backend as CommentsBackend;
      thread.backend = { ...backend, loadViewer: async () => viewers.subscriber() };
      await seen(root, '[part=confirm]');
    },
  },
  'down-votes': {
    title: 'Votes against',
    reader: viewers.subscriber({ votes: [{ id: IDS.voted, value: -1 }] }),
    change: counting,
    shows: '[part~=down-button]',
  },
  staff: { title: 'A moderator reads', reader: viewers.moderator() },
  menu: {
    title: 'What more can be done',
    isWindow: true,
    reader: viewers.moderator(),
    act: (root) => press(root, '[part=menu-button]'),
  },
  reporting: {
    title: 'A comment is reported as illegal',
    isWindow: true,
    comments: few,
    async act(root) {
      await press(root, '[part=menu-button]');
      await press(root, '[part~=report]');
      await press(root, 'dialog input[value=illegal]');
    },
  },
  withheld: { title: 'Under review, and refused', isWithheld: true, comments: few },
  empty: { title: 'Nobody has written yet', comments: () => [] },
  loading: {
    title: 'Before the answer',
    isWindow: true,
    change: () => ({ loadThread: never }),
    shows: '[part=skeleton]',
  },
  failed: {
    title: 'The service does not answer',
    isMain: true,
    change: failing('loadThread', 'unavailable'),
    shows: '[part=failure] p + p:not(:empty)',
  },
  keys: {
    title: 'What the keys do',
    isWindow: true,
    act: (root) => press(root, '[part=keys-button]'),
  },
  collapsed: {
    title: 'Replies are hidden',
    act: (root) => press(root, '[part=collapse-button]'),
  },
  folded: {
    title: 'A very long comment is folded',
    comments: (words) => [...many(words), veryLong(words)],
    shows: '[part=read-on]',
  },
  nested: { title: 'Eight levels deep', isMain: true, comments: branch },
  gone: { title: 'Taken back, removed, erased', comments: tombstones },
  marked: { title: 'Badges, marks and long names', reader: voting(), comments: marked },
  linked: { title: 'The page leads to a comment', leadsTo: IDS.linked },
  composing: {
    title: 'A comment is being written',
    comments: few,
    async act(root, { long, said }) {
      await write(root, '[part=textarea]', `${said[2]}\n\n${long}`);
    },
  },
  previewing: {
    title: 'A comment is previewed',
    comments: few,
    async act(root, { rich }) {
      await write(root, '[part=textarea]', rich);
      await press(root, '[part=preview-button]');
      await seen(root, '[part=preview] blockquote');
    },
  },
  draft: {
    title: 'A draft was brought back, another one waits',
    comments: few,
    async act(root, { long, said }) {
      await press(root, '[part=reply-button]');
      const reply = (await seen(root, 'palabre-comment palabre-composer')).shadowRoot!;
      await write(reply, '[part=textarea]', said[4]!);
      await press(reply, '[part=cancel-button]');
      await write(root, '[part=textarea]', `${said[2]}\n\n${long}`);
      const thread = root.host as PalabreThread;
      // As another page finds it.
      const { backend } = thread;
      thread.backend = '';
      await thread.updateComplete;
      thread.backend = backend;
      await seen(root, '[part=discard-button]');
    },
  },
  quoting: {
    title: 'A passage is selected',
    comments: few,
    async act(root) {
      const text = (await seen(root, '[part=body] p')).firstChild!;
      text.parentNode!.dispatchEvent(new Event('selectstart', { bubbles: true }));
      document.getSelection()!.setBaseAndExtent(text, 0, text, 20);
      await seen(root, '[part=quote-button]');
    },
  },
  'too-long': {
    title: 'A comment is too long',
    isWindow: true,
    comments: few,
    async act(root) {
      await write(root, '[part=textarea]', 'palabre '.repeat(1_300));
      await seen(root, '[part~=over]');
      await press(root, '[part=send-button]');
    },
  },
  replying: {
    title: 'A reply was not sent',
    isMain: true,
    change: failing('createComment', 'forbidden'),
    async act(root, { said }) {
      const composer = await inReply(root);
      await write(composer, '[part=textarea]', said[4]!);
      await press(composer, '[part=send-button]');
      await seen(composer, '[part=error]:not(:empty)');
    },
  },
  unsent: {
    title: 'A comment and a reply wait for the network',
    comments: few,
    change: failing('createComment', 'network'),
    async act(root, { long, said }) {
      await send(root, long);
      await seen(root, '[part=outbox]');
      await press(root, '[part=reply-button]');
      const reply = (await seen(root, 'palabre-comment palabre-composer')).shadowRoot!;
      await send(reply, said[4]!);
      await until(() => root.querySelectorAll("[part~='state']").length === 2, 'both to wait');
    },
  },
  unaccepted: {
    title: 'What had waited is not accepted',
    comments: few,
    change: (backend) => {
      backend.fail('createComment', 'network', { times: 1 });
      return {};
    },
    async act(root, { said }) {
      await send(root, said[4]!);
      await seen(root, '[part=outbox]');
      const thread = root.host as PalabreThread;
      (thread.backend as MemoryBackend).fail('createComment', 'suspended', { times: Infinity });
      window.dispatchEvent(new Event('online'));
      await seen(root, '[part=state-discard-button]');
    },
  },
  unchanged: {
    title: 'What was to be changed is gone',
    comments: few,
    async act(root, { long, said }) {
      const backend = (root.host as PalabreThread).backend as MemoryBackend;
      const all = (): PalabreComment[] => [...root.querySelectorAll('palabre-comment')];
      const others = new Set(all());
      await send(root, said[4]!);
      const own = await until(() => all().find((it) => !others.has(it)), 'one’s own');
      await press(own, '[part=menu-button]');
      await press(root, '[part~=edit]');
      const editor = (await seen(root, 'palabre-composer[edited]')).shadowRoot!;
      backend.fail('editComment', 'network', { times: 1 });
      await send(editor, long);
      await seen(root, '[part=outbox]');
      await backend.deleteComment(own.commentId, 'author', { token: READER });
      window.dispatchEvent(new Event('online'));
      await seen(root, '[part=state-source]');
    },
  },
  orphaned: {
    title: 'A reply was begun below what is gone',
    comments: few,
    async act(root, { said }) {
      const backend = (root.host as PalabreThread).backend as MemoryBackend;
      const above = (): PalabreComment[] => [...root.querySelectorAll('palabre-comment')];
      const others = new Set(above());
      await send(root, said[3]!);
      const own = await until(() => above().find((it) => !others.has(it)), 'one’s own');
      const { comments } = backend.state.threads.get('article')!;
      await until(() => comments.has(own.commentId), 'it to arrive');
      await press(own, '[part=reply-button]');
      const reply = (await seen(own, 'palabre-composer')).shadowRoot!;
      await write(reply, '[part=textarea]', said[4]!);
      await press(reply, '[part=cancel-button]');
      await backend.deleteComment(own.commentId, 'author', { token: READER });
      await press(root, '[part=drafts] a');
      await seen(root, '[part=draft] button');
    },
  },
  arrivals: {
    title: 'Others have written meanwhile',
    isWindow: true,
    act: (root, { said }) => arrive(root, said[3]!),
  },
  'muted-arrivals': {
    title: 'Others have answered a muted reader meanwhile',
    isWindow: true,
    async act(root, { said }) {
      await press(root, `[comment-id='${IDS.answered}'] [part=menu-button]`);
      await press(root, '[part~=mute]');
      await seen(root, '[part=muted]');
      await arrive(root, said[3]!);
    },
  },
  notice: {
    title: 'A notice',
    isWindow: true,
    change: failing('voteComment', 'forbidden'),
    async act(root) {
      await press(root, '[part~=vote-button]');
      await seen(root, '[part=notice]');
    },
  },
  more: { title: 'More, at both levels', comments: many, attributes: { 'page-size': '5' } },
  rich: { title: 'Everything in a body', isMain: true, comments: richBody },
  'both-ways': { title: 'Both directions of writing', comments: bothWays },
  pictures: { title: 'Pictures', attributes: { pictures: '' } },
  ground: { title: 'On its own ground', attributes: { 'color-scheme': 'light' } },
} satisfies Record<string, State>;

export type StateName = keyof typeof STATE_TABLE;
export const STATES: Record<StateName, State> = STATE_TABLE;
export const STATE_NAMES = Object.keys(STATES) as StateName[];
