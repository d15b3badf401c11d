import { PalabreError } from '../../../src/model/errors.js';
import { broken, type Broken } from './broken.js';

export const REQUIRED: Broken[] = [
  broken(
    'required methods',
    'does not know threads without comments',
    'a thread that nobody has written in is empty, at every sort',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        if (page.thread.revision === 0) throw new PalabreError('not-found', 'No such thread.');
        return page;
      },
    }),
  ),
  broken(
    'required methods',
    'answers what was sent rather than what it keeps',
    'what was written is read as it was answered',
    (whole) => ({
      async createComment(sent, options) {
        const answer = await whole.createComment(sent, options);
        return { ...answer, createdAt: '2001-01-01T00:00:00.000Z' };
      },
    }),
  ),
  broken(
    'required methods',
    'has the latest comments oldest first',
    'the latest comments come newest first, with their threads',
    (whole) => ({
      loadLatest: async (limit, options) => (await whole.loadLatest(limit, options)).reverse(),
    }),
  ),
];
