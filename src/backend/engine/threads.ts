import type { ThreadPatch } from '../../model/requests.js';
import { TITLE_MAX_LENGTH, type ThreadInfo } from '../../model/thread.js';
import { demandRight, isEditor, type Call } from './access.js';
import { demandKey } from './reads.js';
import { infoOf } from './records.js';
import { refuse, stamp } from './state.js';

export function updateThread(call: Call, key: string, patch: ThreadPatch): ThreadInfo {
  demandRight(call, isEditor);
  demandKey(key);
  const thread = call.state.threads.get(key) ?? refuse('not-found', 'There is no such thread.');
  const { closed = thread.closed, title = thread.title, authors = thread.authors } = patch;
  const { moderation = thread.moderation } = patch;
  if ([...title].length > TITLE_MAX_LENGTH) {
    refuse('invalid', `A title has at most ${TITLE_MAX_LENGTH} characters.`);
  }
  if (closed !== thread.closed) thread.revision += 1;
  const before = thread.authors;
  Object.assign(thread, { closed, title, authors: [...authors], moderation });
  for (const entry of thread.comments.values()) {
    const subject = call.state.accounts.get(entry.content?.account ?? '')?.subject;
    const changed = subject && before.includes(subject) !== authors.includes(subject);
    if (changed) stamp({ thread, entry });
  }
  return infoOf(key, thread);
}
