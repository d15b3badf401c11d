import type { Name, ServiceComment, User } from './shapes.js';

/** Somebody with a session at the newspaper. */
export interface Member extends User {
  premium: boolean;
  /** Removes what others wrote. */
  moderates: boolean;
  /** Milliseconds; `null` if they are not banned. */
  banned_until: number | null;
}

/** A comment as the service keeps it. */
export interface Kept extends Name {
  article: string;
  parent: Kept | null;
  state: ServiceComment['state'];
  author: Member;
  html: string;
  posted_at: number;
  updated_at: number;
  likes: Set<number>;
  replies: Kept[];
}

type Status = 400 | 401 | 403 | 404 | 409 | 410;

/** What goes wrong, as the service says it: a status and a word. */
export class ServiceError extends Error {
  readonly status: Status;

  constructor(status: Status, word: string) {
    super(word);
    this.status = status;
  }
}

const BLOCK_BREAK = /\n{2,}/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text as HTML: paragraphs, line breaks and addresses. */
export function htmlOf(text: string): string {
  const escaped = text.normalize('NFC').replace(/[&<>"]/g, (it) => ENTITIES[it]!);
  const linked = escaped.replace(/https?:\/\/[^\s&<>]+/g, '<a href="$&">$&</a>');
  const paragraphs = linked.trim().split(BLOCK_BREAK);
  return paragraphs.map((it) => `<p>${it.replaceAll('\n', '<br>')}</p>`).join('\n');
}

/** Whatever the newspaper's readers have said, for as long as the process lasts. */
export class Store {
  readonly comments: Kept[] = [];
  readonly closed = new Set<string>();
  #now = 0;

  /** @throws ServiceError */
  find(name: string): Kept {
    const ref = name.startsWith('ref:') ? name.slice(4) : null;
    const found = this.comments.find((it) => (ref ? it.ref === ref : String(it.id) === name));
    if (!found) throw new ServiceError(404, 'no_such_comment');
    return found;
  }

  /**
   * The comment that was sent under this name before.
   * @throws ServiceError if the name is another comment's
   */
  sent(
    article: string,
    author: Member,
    { ref, parent }: Pick<Kept, 'ref' | 'parent'>,
  ): Kept | null {
    const known = ref === null ? undefined : this.comments.find((it) => it.ref === ref);
    if (!known) return null;
    const isSame =
      known.author.id === author.id && known.article === article && known.parent === parent;
    if (!isSame) throw new ServiceError(409, 'ref_taken');
    return known;
  }

  add(
    article: string,
    author: Member,
    { ref, parent, html }: Pick<Kept, 'ref' | 'parent' | 'html'>,
  ): Kept {
    if (parent && parent.state !== 'visible') throw new ServiceError(410, 'comment_removed');
    const posted_at = this.#tick();
    const comment: Kept = {
      id: this.comments.length + 4_000,
      ...{ ref, article, parent, author, html, posted_at, updated_at: posted_at },
      state: 'visible',
      likes: new Set(),
      replies: [],
    };
    this.comments.push(comment);
    parent?.replies.push(comment);
    return comment;
  }

  /** Whether it is in a list: a comment that its author removed only while something answers it. */
  isListed(comment: Kept): boolean {
    return comment.state !== 'removed_by_author' || this.repliesTo(comment).length > 0;
  }

  repliesTo({ replies }: Kept): Kept[] {
    return replies.filter((reply) => this.isListed(reply));
  }

  remove(comment: Kept, state: Exclude<Kept['state'], 'visible'>): void {
    if (comment.state !== 'visible') return;
    Object.assign(comment, { state, html: '', likes: new Set() });
    comment.updated_at = this.#tick();
  }

  like(comment: Kept, { id }: Member, likes: boolean): void {
    if (comment.state !== 'visible') throw new ServiceError(410, 'comment_removed');
    if (comment.author.id === id) throw new ServiceError(403, 'not_allowed');
    if (comment.likes.has(id) === likes) return;
    if (likes) comment.likes.add(id);
    else comment.likes.delete(id);
    comment.updated_at = this.#tick();
  }

  /** Milliseconds, later at each call. */
  #tick(): number {
    this.#now = Math.max(Date.now(), this.#now + 1);
    return this.#now;
  }
}
