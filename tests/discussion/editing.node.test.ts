import assert from 'node:assert/strict';
import { register } from 'node:module';
import { before, beforeEach, describe, it } from 'node:test';
import type { Discussion } from '../../src/discussion/discussion.js';
import { edit, sourceOf } from '../../src/discussion/editing.js';
import { post } from '../../src/discussion/posting.js';
import type { LivingComment } from '../../src/model/comment.js';
import { clearDevice } from '../cache/indexed-db.js';
import { comment, idOf, viewers } from '../support/thread-builders.js';
import { codeOf, openLoaded, type Setting } from './setting.js';

/** As one types it, and no other program would write it. */
const TYPED = '1) *One*\n2) __Two__';

/** Lets no module be loaded that nobody has asked for yet and whose name ends so. */
function withoutModule(end: string): void {
  const hook = `export const resolve = (name, context, next) => {
    if (name.endsWith('${end}')) throw new TypeError('No network');
    return next(name, context);
  };`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

const sourceIn = (discussion: Discussion, n: number): Promise<string> =>
  sourceOf(discussion, discussion.store.comment(idOf(n)) as LivingComment);

function page(): Promise<Setting> {
  return openLoaded({ comments: [comment(1, { author: viewers.subscriber().account! })] });
}

describe('editing where nothing can be fetched', () => {
  before(() => withoutModule('/markup/format.js'));
  beforeEach(clearDevice);

  it('begins with the text as it was typed where that waits to be sent', async () => {
    const { memory, discussion } = await page();
    memory.failAll('createComment', 'network');
    memory.failAll('editComment', 'network');
    await post(discussion, { id: idOf(9), parent: null, source: TYPED });
    assert.equal(await sourceIn(discussion, 9), TYPED);
    for (const n of [9, 1]) {
      await edit(discussion, idOf(n), `${TYPED} and more`);
      assert.equal(await sourceIn(discussion, n), `${TYPED} and more`);
    }
  });

  it('fails because of the network, and for nothing that it has done itself', async () => {
    const { discussion } = await page();
    assert.equal(await codeOf(sourceIn(discussion, 1)), 'network');
  });
});
