import type { LivingComment, Tombstone } from '../../model/comment.js';
import type { Guest } from '../../model/guest.js';
import type { QueuePage } from '../../model/moderation.js';
import type { CommentPage, ThreadInfo, ThreadPage } from '../../model/thread.js';
import type { Permission, Viewer } from '../../model/viewer.js';
import type { AuditPage } from '../../wire/audit.js';

/** What the document shows; the tests hold each against its schema. */

const AUTHOR = {
  id: '6f1d2c3b-4a59-8e07-9b1c-2d3e4f5a6b7c',
  name: 'Zoé Martin',
  picture: 'https://journal.example/portraits/zoe.jpg',
  badges: ['expert'],
};

const KEY = 'https://journal.example/articles/le-marche';

export const guestExample: Guest = {
  token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6InBhbGFicmUtZ3Vlc3Qrand0In0.eyJuYW1lIjoiQW5hIn0.c2lnbmF0dXJl',
  account: {
    id: '0f9e8d7c-6b5a-8493-a2b1-c0d1e2f3a4b5',
    name: 'Ana',
    picture: null,
    badges: ['guest'],
  },
};

export const commentExample: LivingComment = {
  id: '0195f3a0-8c1e-7d2b-9a3f-4b5c6d7e8f90',
  parent: null,
  createdAt: '2027-03-01T09:30:00.000Z',
  revision: 41,
  tombstone: null,
  author: AUTHOR,
  body: {
    type: 'root',
    children: [
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'On en parlait ' },
          { type: 'emphasis', children: [{ type: 'text', value: 'déjà' }] },
          { type: 'text', value: ' au marché.' },
        ],
      },
    ],
  },
  status: 'published',
  editedAt: null,
  votes: { up: 12, down: 0 },
  picked: false,
};

export const editedExample: LivingComment = {
  ...commentExample,
  editedAt: '2027-03-01T09:34:12.345Z',
  revision: 43,
};

export const pickedExample: LivingComment = { ...commentExample, picked: true, revision: 44 };

export const tombstoneExample: Tombstone = {
  id: '0195f3a2-1b7d-7e44-8c5a-6f7081923a4b',
  parent: commentExample.id,
  createdAt: '2027-03-01T09:32:10.250Z',
  revision: 42,
  tombstone: 'author',
  ground: null,
};

/** One that stands in its list though nobody has answered it. */
const withdrawnExample: Tombstone = {
  ...tombstoneExample,
  tombstone: 'moderation',
  ground: 'abuse',
};

export const threadExample: ThreadInfo = {
  key: KEY,
  closed: false,
  revision: 42,
  total: 1,
  downVotes: false,
};

export const commentPageExample: CommentPage = {
  comments: [commentExample, withdrawnExample],
  lists: [
    { parent: null, ids: [commentExample.id], page: { total: 1, cursor: null } },
    { parent: commentExample.id, ids: [withdrawnExample.id], page: { total: 1, cursor: null } },
  ],
};

export const threadPageExample: ThreadPage = {
  ...commentPageExample,
  thread: threadExample,
  highlights: [commentExample.id],
  around: null,
};

export const changesExample = {
  thread: threadExample,
  comments: [tombstoneExample],
  revision: 42,
  more: false,
};

export const eventsExample = `retry: 2600

id: ${changesExample.revision}
event: changes
data: ${JSON.stringify(changesExample)}

:

`;

export const newCommentExample = {
  thread: { key: KEY, url: KEY, title: 'Le marché' },
  parent: null,
  source: 'On en parlait *déjà* au marché.',
};

const YES: Permission = { allowed: true };
const NO: Permission = { allowed: false, reason: 'unsupported', until: null };

export const viewerExample: Viewer = {
  account: AUTHOR,
  can: {
    comment: { allowed: false, reason: 'subscribe', until: null },
    vote: YES,
    report: YES,
    edit: YES,
    delete: YES,
    moderate: NO,
    pick: NO,
    close: NO,
  },
  editMinutes: 15,
  now: '2027-03-01T09:35:00.000Z',
  votes: [{ id: commentExample.id, value: 1 }],
  pending: [],
};

export const countsExample = { counts: [{ key: KEY, count: 1 }] };

export const latestExample = {
  items: [{ comment: commentExample, thread: newCommentExample.thread }],
};

export const reportExample = { comment: commentExample.id, reason: 'spam', details: '' };

export const queueExample: QueuePage = {
  items: [
    {
      comment: { ...commentExample, status: 'pending' },
      source: newCommentExample.source,
      thread: newCommentExample.thread,
      holds: ['links'],
      reports: [],
      reportCount: 0,
    },
  ],
  page: { total: 1, cursor: null },
};

export const suspensionExample = { until: '2027-04-01T00:00:00.000Z', reason: 'Insults' };

export const auditExample: AuditPage = {
  entries: [
    {
      id: 7,
      at: '2027-03-01T10:00:00.000Z',
      action: 'approve',
      actor: { id: '1a2b3c4d-5e6f-8a7b-8c9d-0e1f2a3b4c5d', name: 'Maud' },
      comment: commentExample.id,
      thread: KEY,
      account: null,
      detail: { reports: 0 },
    },
  ],
  cursor: null,
};

export const exportExample = {
  account: {
    ...AUTHOR,
    sub: 'subscriber-1042',
    team: false,
    writer: null,
    createdAt: '2027-03-01T09:30:00.000Z',
  },
  suspension: null,
  comments: [
    {
      id: commentExample.id,
      thread: { key: KEY, url: KEY },
      parent: null,
      createdAt: commentExample.createdAt,
      editedAt: null,
      status: 'published',
      source: newCommentExample.source,
      votes: commentExample.votes,
      picked: false,
    },
  ],
  withheld: [],
  votes: [],
  reports: [],
};

export const feedExample = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:5a3c2b1d-0e9f-8a7b-8c6d-5e4f3a2b1c0d</id>…</feed>
`;
