import { Discussion, type DiscussionOptions } from '../../src/discussion/discussion.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { MemoryBackend, type MemoryOptions } from '../support/memory-backend.js';
import { comments, viewers } from '../support/thread-builders.js';

export interface Setting {
  memory: MemoryBackend;
  discussion: Discussion;
}

export function open(memory: MemoryBackend, options: Partial<DiscussionOptions> = {}): Discussion {
  return new Discussion({
    backend: memory.backend,
    tokens: null,
    thread: { key: 'k', url: 'https://n.example/a', title: 'A' },
    sort: 'newest',
    pageSize: 25,
    highlights: 3,
    ...options,
  });
}

/** A subscriber's discussion of three comments, loaded. */
export async function openLoaded(
  options: MemoryOptions = {},
  more: Partial<DiscussionOptions> = {},
): Promise<Setting> {
  const memory = new MemoryBackend({
    comments: comments(3),
    viewer: viewers.subscriber(),
    ...options,
  });
  const discussion = open(memory, more);
  await discussion.load();
  await loadViewer(discussion);
  return { memory, discussion };
}

/** The code of the error that a promise rejects with; `null` if it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  return promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );
}
