import { newId } from '../../model/new-id.js';
import type { ReportNotice } from '../../model/report.js';
import type { Report } from '../contract.js';
import { equal, hides, ok, rejects } from './assert.js';
import { publicAnswers } from './public-answers.js';
import type { Need, Site } from './site.js';
import type { DefineTest } from './test.js';

const REPORT = ['createComment', 'reportComment'] as const;

/** Visitors' reports of one comment: more than readers it may take to hide it. */
const MANY = 12;

type Notice = Report & { notice: ReportNotice };

/** A notice that has all that it needs. */
function noticeOf<N extends Need>(site: Site<N>, comment: string): Notice {
  const name = `Zoé ${newId()}`;
  const notice = { name, email: `${newId()}@journal.example`, goodFaith: true } as const;
  return { id: newId(), comment, reason: 'illegal', details: site.text(), notice };
}

/** Whether visitors report here, as the viewer says; without one, they do not. */
export async function mayVisitorsReport<N extends Need>(site: Site<N>): Promise<boolean> {
  const { key } = await site.newThread();
  return (await site.backend.loadViewer?.(key, {}))?.can.report.allowed ?? false;
}

/** What is told to the newsroom, and by whom. */
export function reports(test: DefineTest): void {
  test('a notice of illegal content is taken, twice as once', REPORT, async (site) => {
    const { id } = await site.write(await site.newThread());
    const notice = noticeOf(site, id);
    const options = await site.as('subscriberB');
    await site.backend.reportComment(notice, options);
    await site.backend.reportComment(notice, options);
    await site.backend.reportComment({ ...notice, id: newId() }, options);
  });

  test('a notice that lacks something is refused', REPORT, async (site) => {
    const { id } = await site.write(await site.newThread());
    const whole = noticeOf(site, id);
    const { notice } = whole;
    const options = await site.as('subscriberB');
    for (const [what, lacking, code] of [
      ['an explanation', { ...whole, details: ' ' }, 'empty'],
      ['the reason', { ...whole, reason: 'spam' }, 'invalid'],
      [
        'good faith',
        { ...whole, notice: { ...notice, goodFaith: false as unknown as true } },
        'invalid',
      ],
      ['an address', { ...whole, notice: { ...notice, email: 'nowhere' } }, 'invalid'],
    ] as const) {
      const sent = site.backend.reportComment({ ...lacking, id: newId() }, options);
      await rejects(sent, code, `a notice without ${what}`);
    }
  });

  test(
    'moderators read who gave a notice, and nobody else does',
    [...REPORT, 'loadQueue'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const sent = noticeOf(site, id);
      await site.backend.reportComment(sent, await site.as('subscriberB'));
      const query = { queue: 'reported', after: null, limit: 100 } as const;
      let items = await site.backend.loadQueue(query, await site.as('moderator'));
      while (items.page.cursor && !items.items.some(({ comment }) => comment.id === id)) {
        const after = items.page.cursor;
        items = await site.backend.loadQueue({ ...query, after }, await site.as('moderator'));
      }
      const item = items.items.find(({ comment }) => comment.id === id);
      const [report] = item?.reports ?? [];
      equal([report?.details, report?.notice], [sent.details, sent.notice], 'the notice');
      const secret = [sent.notice.name, sent.notice.email];
      for (const who of ['visitor', 'subscriberA'] as const) {
        const options = await site.as(who);
        for (const [call, answer] of await publicAnswers(site, thread, id, options)) {
          hides(answer, secret, call);
        }
        hides(await site.backend.loadViewer?.(thread.key, options), secret, 'loadViewer');
      }
    },
  );

  test(
    'a visitor who reports illegal content says who that is',
    [...REPORT, 'loadViewer'],
    async (site) => {
      if (!(await mayVisitorsReport(site))) return;
      const { id } = await site.write(await site.newThread());
      const whole = noticeOf(site, id);
      for (const notice of [null, { ...whole.notice, name: '' }, { ...whole.notice, email: '' }]) {
        const sent = site.backend.reportComment({ ...whole, id: newId(), notice }, {});
        await rejects(sent, 'invalid', 'a notice by nobody');
      }
      await site.backend.reportComment(whole, {});
      await site.backend.reportComment(whole, { token: null });
    },
  );

  test('visitors’ reports hide nothing', [...REPORT, 'loadViewer'], async (site) => {
    if (!(await mayVisitorsReport(site))) return;
    const thread = await site.newThread();
    const written = await site.write(thread);
    for (let count = 0; count < MANY; count += 1) {
      const report = { id: newId(), comment: written.id, reason: 'abuse', details: '' } as const;
      await site.backend.reportComment(report, {});
    }
    await site.settle();
    const [comment] = (await site.load(thread)).comments;
    ok(comment?.tombstone === null, 'the comment is hidden');
  });
}
