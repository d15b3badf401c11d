/**
 * What a reader wrote, as data: a subset of mdast (https://github.com/syntax-tree/mdast), without
 * positions. A body is never HTML; whoever shows it makes elements out of these nodes.
 */
export interface CommentBody {
  type: 'root';
  children: Block[];
}

export type Block = Paragraph | Blockquote | List | Code;

export type Inline = Text | Emphasis | Strong | Delete | InlineCode | Link | Break;

export interface Paragraph {
  type: 'paragraph';
  children: Inline[];
}

export interface Blockquote {
  type: 'blockquote';
  children: Block[];
}

export interface List {
  type: 'list';
  ordered: boolean;
  /** The first number of an ordered list; `null` otherwise. */
  start: number | null;
  children: ListItem[];
}

export interface ListItem {
  type: 'listItem';
  children: Block[];
}

export interface Code {
  type: 'code';
  value: string;
}

export interface Text {
  type: 'text';
  value: string;
}

export interface Emphasis {
  type: 'emphasis';
  children: Inline[];
}

export interface Strong {
  type: 'strong';
  children: Inline[];
}

export interface Delete {
  type: 'delete';
  children: Inline[];
}

export interface InlineCode {
  type: 'inlineCode';
  value: string;
}

/** `url` is absolute and begins with `http:`, `https:` or `mailto:`; see {@link isSafeUrl}. */
export interface Link {
  type: 'link';
  url: string;
  children: Inline[];
}

export interface Break {
  type: 'break';
}

/** Nodes below this depth are cut from a body that came from elsewhere. */
export const BODY_MAX_DEPTH = 32;

const SAFE_URL = /^(?:https?:\/\/[^/\s]|mailto:[^\s])/i;

/** Whether an address may become a link: an absolute http, https or mailto one. */
export function isSafeUrl(url: string): boolean {
  return SAFE_URL.test(url);
}
