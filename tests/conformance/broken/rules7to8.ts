import type { CommentBody } from '../../../src/model/body.js';
import { PalabreError } from '../../../src/model/errors.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import { broken, entryOf, isKnown, type Broken } from './broken.js';

const ABORT = "an abort rejects with the signal's reason, and is no failure";

/** Every body that is written becomes another one. */
function writing(whole: MemoryBackend, change: (body: CommentBody, source: string) => void) {
  const createComment: MemoryBackend['createComment'] = async (sent, options) => {
    const isNew = !isKnown(whole, sent.id);
    const answer = await whole.createComment(sent, options);
    const { content } = entryOf(whole, sent.id);
    if (!isNew || !content || answer.tombstone !== null) return answer;
    change(content.body, sent.source);
    return { ...answer, body: structuredClone(content.body) };
  };
  return { createComment };
}

export const RULES_7_AND_8: Broken[] = [
  broken('rule 7', 'pays aborts no attention', ABORT, (whole) => ({
    loadThread: (query) => whole.loadThread(query, {}),
  })),
  broken('rule 7', 'makes a failure of an abort', ABORT, (whole) => ({
    loadComments: (query, options) =>
      whole.loadComments(query, options).catch((error: unknown) => {
        throw error instanceof PalabreError ? error : new PalabreError('network', String(error));
      }),
  })),
  broken('rule 7', 'fails without a code', 'what is not there is not found', (whole) => ({
    editComment: (id, source, options) =>
      whole.editComment(id, source, options).catch((error: PalabreError) => {
        throw new Error(`404: ${error.message}`);
      }),
  })),
  broken(
    'rule 7',
    'cuts keys that are too long',
    'nobody writes under a key that is empty or too long',
    (whole) => ({
      createComment: ({ thread, ...sent }, options) =>
        whole.createComment(
          { ...sent, thread: { ...thread, key: thread.key.slice(0, 500) } },
          options,
        ),
    }),
  ),
  broken('rule 7', 'mixes keys up', 'keys are taken as they are', (whole) => ({
    loadThread: ({ key, ...query }, options) =>
      whole.loadThread({ ...query, key: key.normalize('NFC') }, options),
    createComment: ({ thread, ...sent }, options) =>
      whole.createComment(
        { ...sent, thread: { ...thread, key: thread.key.normalize('NFC') } },
        options,
      ),
  })),
  broken(
    'rule 7',
    'writes what was called off before it began',
    'a write that was called off before it began is not written',
    (whole) => ({
      async createComment(sent, { signal, ...options }) {
        const answer = await whole.createComment(sent, options);
        signal?.throwIfAborted();
        return answer;
      },
    }),
  ),
  broken(
    'rule 7',
    'lets an edit empty a comment',
    'an edit is held to the same limits as a comment',
    (whole) => ({
      editComment: (id, source, options) => whole.editComment(id, source.trim() || '…', options),
    }),
  ),
  broken('rule 8', 'answers HTML', 'words come back as they were written', (whole) =>
    writing(whole, (body, source) => {
      body.children = [
        { type: 'paragraph', children: [{ type: 'text', value: `<p>${source}</p>` }] },
      ];
    }),
  ),
  broken('rule 8', 'links to anything', 'every body is of the subset', (whole) =>
    writing(whole, (body) => {
      const url = 'javascript' + ':alert(1)';
      const link = { type: 'link', url, children: [] } as const;
      body.children.push({ type: 'paragraph', children: [{ ...link, children: [] }] });
    }),
  ),
  broken('rule 8', 'nests without end', 'every body is of the subset', (whole) =>
    writing(whole, (body) => {
      for (let depth = 0; depth < 40; depth += 1) {
        body.children = [{ type: 'blockquote', children: body.children }];
      }
    }),
  ),
  broken(
    'rule 8',
    'answers excerpts among the changes',
    'a body is the same in every answer',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        for (const comment of changes.comments) {
          if (comment.tombstone === null) comment.body.children.splice(1);
        }
        return changes;
      },
    }),
  ),
];
