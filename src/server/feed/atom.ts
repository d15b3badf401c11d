import type { LivingComment } from '../../model/comment.js';
import type { ThreadRef } from '../../model/thread.js';
import { escape } from './escape.js';
import { bodyToHtml } from './html.js';

export const ATOM = 'application/atom+xml';

export interface Feed {
  /** A UUID that stays. */
  id: string;
  title: string;
  /** The feed's own address; a relative one goes by where it was fetched. */
  self: string;
  /** The page that it is about. */
  page: string | null;
  /** The newest first. */
  entries: FeedEntry[];
}

export interface FeedEntry {
  comment: LivingComment;
  thread: Pick<ThreadRef, 'url' | 'title'>;
}

/** When a feed without entries was updated: always the same, so that it stays the same answer. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** A feed as Atom (RFC 4287). */
export function renderAtom({ id, title, self, page, entries }: Feed): string {
  // All times are UTC in one form: their order is that of their letters.
  const updated = entries.map(updatedAt).reduce((a, b) => (a > b ? a : b), NEVER);
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
    element('id', `urn:uuid:${id}`),
    element('title', title),
    element('updated', updated),
    `<link rel="self" type="${ATOM}" href="${escape(self)}"/>`,
    page === null ? '' : link(page),
    ...entries.map(renderEntry),
    '</feed>\n',
  ].join('');
}

function renderEntry({ comment, thread }: FeedEntry): string {
  const { id, author, body, createdAt } = comment;
  return [
    '\n<entry>',
    element('id', `urn:uuid:${id}`),
    element('title', `${author.name} · ${thread.title}`),
    `<author>${element('name', author.name)}</author>`,
    element('published', createdAt),
    element('updated', updatedAt({ comment })),
    link(`${thread.url.split('#')[0]}#palabre-${id}`),
    `<content type="html">${escape(bodyToHtml(body))}</content>`,
    '</entry>',
  ].join('');
}

function updatedAt({ comment }: Pick<FeedEntry, 'comment'>): string {
  return comment.editedAt ?? comment.createdAt;
}

function element(name: string, text: string): string {
  return `<${name}>${escape(text)}</${name}>`;
}

function link(href: string): string {
  return `<link rel="alternate" type="text/html" href="${escape(href)}"/>`;
}
