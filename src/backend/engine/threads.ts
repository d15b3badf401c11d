import type { ThreadPatch } from '../../model/requests.js';
import { TITLE_MAX_LENGTH, type ThreadInfo } from '../../model/thread.js';
import { demandRight, isDirector, isEditor, type Call } from './access.js';
import { isClosed } from './closing.js';
import type { Reader } from './people.js';
import { demandKey } from './reads.js';
import { infoOf } from './records.js';
import { emptyThread, refuse, stamp } from './state.js';

/**
 * Also before anybody has written: a difficult article can begin closed, or moderated. Its authors
 * close and reopen; the rest is the newsroom's.
 */
export function updateThread(call: Call, key: string, patch: ThreadPatch): ThreadInfo {
  const { threads } = call.state;
  const isClosing = Object.keys(patch).every((name) => name === 'closed');
  const may = (reader: Reader): boolean =>
    isEditor(reader) || (isClosing && isDirector(reader, threads.get(key) ?? null));
  demandRight(call, may);
  demandKey(key);
  const thread = threads.get(key) ?? emptyThread({ key, url: key, title: key });
  const { closed = thread.closed, title = thread.title, authors = thread.authors } = patch;
  const { moderation = thread.moderation, url = thread.url } = patch;
  if (patch.url !== undefined && !isWebAddress(patch.url)) refuse('invalid', 'No such address.');
  if ([...title].length > TITLE_MAX_LENGTH) {
    refuse('invalid', `A title has at most ${TITLE_MAX_LENGTH} characters.`);
  }
  const reopens = patch.closed === false && isClosed(call.rules, thread);
  if (closed !== thread.closed || reopens) thread.revision += 1;
  // It then has as long again as after a comment.
  if (reopens) thread.writtenAt = Math.max(thread.writtenAt, call.rules.now());
  const before = thread.authors;
  Object.assign(thread, { closed, title, url, authors: [...authors], moderation });
  threads.set(key, thread);
  for (const entry of thread.comments.values()) {
    const subject = call.state.accounts.get(entry.content?.account ?? '')?.subject;
    const changed = subject && before.includes(subject) !== authors.includes(subject);
    if (changed) stamp({ thread, entry });
  }
  return infoOf(call.rules, key, thread);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
