import { PARSERS } from '../checked.js';
import { equal, hides, ok, pathToDifference, rejects } from './assert.js';
import { publicAnswers } from './public-answers.js';
import type { DefineTest } from './test.js';

/** What is known of an answer, without what the answer does not say: older backends say less. */
function asFarAs(answer: unknown, known: unknown): unknown {
  if (typeof answer !== 'object' || typeof known !== 'object' || !answer || !known) return known;
  if (Array.isArray(known)) {
    return known.map((part: unknown, index) => asFarAs((answer as unknown[])[index], part));
  }
  const said = Object.entries(known).filter(([key]) => key in answer);
  return Object.fromEntries(
    said.map(([key, part]) => [key, asFarAs((answer as Record<string, unknown>)[key], part)]),
  );
}

/** Nothing that is one person's gets into the answers of others. */
export function secrets(test: DefineTest): void {
  test(
    'public answers hold what the contract names and nothing else',
    ['content'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      await site.write(thread, { parent: id });
      await site.backend.voteComment?.(id, 1, await site.as('subscriberB'));
      const other = await site.write(thread);
      await site.backend.deleteComment?.(other.id, 'author', await site.as('subscriberA'));
      for (const [call, answer] of await publicAnswers(site, thread, id)) {
        if (answer === undefined) continue;
        const parse = PARSERS[call.split(' ')[0] as keyof typeof PARSERS];
        // The parser copies what the model names, and nothing else.
        const known = parse(structuredClone(answer));
        const at = pathToDifference(answer, asFarAs(answer, known));
        ok(at === '', `${call} holds more than the contract names: ${at}`);
      }
    },
  );

  test(
    'no answer names an account at the newspaper, or its token',
    ['createComment', 'newAccount'],
    async (site) => {
      const thread = await site.newThread();
      const account = await site.newAccount();
      const written = await site.write(thread, { by: account });
      ok(written.author.id !== account.subject, 'the author’s id is the account’s subject');
      const needles = [account.subject, account.token].map((text) => JSON.stringify(text));
      for (const [call, answer] of await publicAnswers(site, thread, written.id)) {
        hides(answer, needles, call);
      }
    },
  );

  test(
    'each reader sees their own votes alone',
    ['createComment', 'voteComment', 'loadViewer'],
    async (site) => {
      const thread = await site.newThread();
      const ofA = (await site.write(thread)).id;
      const ofB = (await site.write(thread, { by: 'subscriberB' })).id;
      const [a, b] = [await site.as('subscriberA'), await site.as('subscriberB')];
      await site.backend.voteComment(ofB, 1, a);
      await site.backend.voteComment(ofA, 1, b);
      equal((await site.viewer(thread, a)).votes, [{ id: ofB, value: 1 }], "A's votes");
      equal((await site.viewer(thread, b)).votes, [{ id: ofA, value: 1 }], "B's votes");
      for (const who of ['visitor', 'registered', 'moderator'] as const) {
        equal((await site.viewer(thread, await site.as(who))).votes, [], `the votes of the ${who}`);
      }
    },
  );

  test(
    'what an edit replaced is not told any more',
    ['createComment', 'editComment'],
    async (site) => {
      const thread = await site.newThread();
      const source = site.text();
      const { id } = await site.write(thread, { source });
      const edited = await site.backend.editComment(id, site.text(), await site.as('subscriberA'));
      hides(edited, [source], 'the answer');
      for (const [call, answer] of await publicAnswers(site, thread, id)) {
        hides(answer, [source], call);
      }
    },
  );

  test('a report is told to nobody who reads', ['createComment', 'reportComment'], async (site) => {
    const thread = await site.newThread();
    const { id } = await site.write(thread);
    const details = site.text();
    const report = { id: crypto.randomUUID(), comment: id, reason: 'spam', details } as const;
    await site.backend.reportComment(report, await site.as('subscriberB'));
    for (const who of ['visitor', 'subscriberA'] as const) {
      const options = await site.as(who);
      for (const [call, answer] of await publicAnswers(site, thread, id, options)) {
        hides(answer, [details], call);
      }
      hides(await site.backend.loadViewer?.(thread.key, options), [details], 'loadViewer');
    }
  });

  test(
    'an export is of one account, and for it and administrators alone',
    ['createComment', 'exportAccount', 'newAccount'],
    async (site) => {
      const thread = await site.newThread();
      const account = await site.newAccount();
      const [mine, theirs] = [site.text(), site.text()];
      const { id } = await site.write(thread, { by: account, source: mine });
      await site.write(thread, { by: 'subscriberB', parent: id, source: theirs });
      const { subject } = account;
      for (const who of [account, 'admin'] as const) {
        const exported = await site.backend.exportAccount(subject, await site.as(who));
        ok(
          (JSON.stringify(exported) ?? '').includes(mine),
          'the export lacks what the account wrote',
        );
        hides(exported, [theirs], 'the export');
      }
      for (const [who, code] of [
        ['visitor', 'login'],
        ['subscriberA', 'forbidden'],
        ['moderator', 'forbidden'],
      ] as const) {
        const refused = site.backend.exportAccount(subject, await site.as(who));
        const error = await rejects(refused, code, `an export to the ${who}`);
        hides(error.message, [mine], 'the refusal');
      }
    },
  );

  test(
    'a refusal quotes nothing',
    ['createComment', 'editComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const source = site.text();
      const { id } = await site.write(thread, { source });
      await site.backend.deleteComment(id, 'author', await site.as('subscriberA'));
      const b = await site.as('subscriberB');
      for (const call of [
        () => site.backend.editComment(id, site.text(), b),
        () => site.backend.deleteComment(id, 'moderation', b),
        () => site.backend.voteComment?.(id, 1, b),
        () => site.backend.createComment({ id, thread, parent: null, source: site.text() }, b),
      ]) {
        const refused = call();
        if (!refused) continue;
        const error = await rejects(refused, ['gone', 'forbidden', 'conflict'], 'a refusal');
        hides(error.message, [source], 'the refusal');
      }
    },
  );
}
