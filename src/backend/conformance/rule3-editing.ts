import { equal, ok } from './assert.js';
import type { DefineTest } from './test.js';

/** How long a comment may be edited is said before anybody tries. */
export function editing(test: DefineTest): void {
  test(
    'a comment of one’s own may be edited for as long as the viewer says',
    ['createComment', 'editComment', 'loadViewer'],
    async (site) => {
      const thread = await site.newThread();
      const written = await site.write(thread);
      const author = await site.as('subscriberA');
      const viewer = await site.viewer(thread, author);
      // Backends that do not say leave it out.
      const minutes = viewer.editMinutes ?? null;
      ok(minutes === null || (Number.isInteger(minutes) && minutes >= 0), `${minutes} minutes`);
      const lead = viewer.now == null ? 0 : Date.parse(viewer.now) - Date.parse(written.createdAt);
      ok(Math.abs(lead) < 60_000, `the viewer's time is ${lead} ms after a new comment's`);
      if (minutes === 0 || !viewer.can.edit.allowed) return;
      const edited = await site.backend.editComment(written.id, site.text(), author);
      equal([edited.id, edited.tombstone], [written.id, null], 'an edit in time');
    },
  );
}
