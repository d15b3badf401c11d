import type { People, SeedComment } from '../../../src/backend/adapters/memory.js';
import { idOf } from '../../support/thread-builders.js';
import { WORDS, type Words } from './words.js';

/** The clock of every page: times are shown by how long ago they were. */
export const NOW = '2024-03-14T18:30:00.000Z';

/** Who reads, by the token. */
export const READER = 'reader';

/** Ids that have to be known, for votes and for what a page leads to. */
export const IDS = { voted: idOf(1), linked: idOf(2), answered: idOf(3) };

const ago = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const picture = (n: number): string => `https://pictures.example/${n}.svg`;

export function peopleOf({ names }: Words): People {
  const [reader, , author, expert] = names as [string, string, string, string];
  return {
    [READER]: { name: reader, subscriber: true, picture: picture(1) },
    author: { name: author, badges: ['author'], picture: picture(2), subscriber: true },
    expert: { name: expert, badges: ['expert', 'staff'], picture: picture(3) },
  };
}

/** What a reader usually finds: a few comments, some of them answered. */
export function discussion({ names, long, said }: Words): SeedComment[] {
  return [
    { author: 'expert', text: long, up: 38, picked: true, at: ago(12) },
    {
      author: names[1]!,
      id: IDS.voted,
      text: said[0]!,
      up: 11,
      at: ago(50),
      replies: [
        { author: 'author', text: said[1]!, up: 4, at: ago(40) },
        { author: READER, text: said[4]!, up: 2, at: ago(31) },
      ],
    },
    { author: names[4]!, id: IDS.linked, text: said[2]!, up: 7, at: ago(60 * 5) },
    {
      author: names[6]!,
      id: IDS.answered,
      text: `${said[3]}\n\n${long}`,
      at: ago(60 * 24 * 2),
      replies: [{ author: names[5]!, text: said[6]!, at: ago(60 * 20) }],
    },
    { author: names[5]!, text: said[5]!, up: 1, at: ago(60 * 24 * 12) },
  ];
}

/** Replies that answer one another, eight levels deep. */
export function branch({ names, said, long }: Words, depth = 8): SeedComment[] {
  let below: SeedComment[] = [];
  for (let level = depth; level > 0; level--) {
    const text = level === 6 ? long : said[level % said.length]!;
    const author = names[level % names.length]!;
    below = [{ author, text, up: level, at: ago(60 * (depth + 1 - level)), replies: below }];
  }
  return below;
}

export function tombstones({ names, said }: Words): SeedComment[] {
  const [reader, second] = names as [string, string];
  const reply = { author: second, text: said[3]!, up: 2, at: ago(20) };
  const late = { author: second, text: said[1]!, at: ago(60 * 24 * 39) };
  return [
    { author: reader, text: 'Retiré.', tombstone: 'author', at: ago(30), replies: [reply] },
    { author: reader, text: 'Retiré.', tombstone: 'moderation', at: ago(45) },
    {
      ...{ author: reader, text: 'Retiré.', tombstone: 'account-erased' as const },
      at: ago(60 * 24 * 40),
      replies: [late],
    },
    { author: second, text: said[0]!, at: ago(60 * 24 * 41) },
  ];
}

/** Names, badges and marks that hardly fit beside one another. */
export function marked({ said, long }: Words): SeedComment[] {
  const name = 'Maximilienne-Alexandrine de La Rochefoucauld-Montmorency';
  const badges = ['staff', 'author', 'expert', 'cheminot'];
  return [
    { author: { name, badges }, text: long, up: 12_345, picked: true, id: IDS.voted, at: ago(3) },
    { author: { name: 'A', badges: ['guest'] }, text: said[5]!, at: ago(3) },
    { author: 'author', text: said[6]!, picked: true, at: ago(60 * 24 * 400) },
  ];
}

export function richBody({ names, rich, said }: Words): SeedComment[] {
  return [
    {
      author: names[3]!,
      text: rich,
      up: 3,
      at: ago(9),
      replies: [{ author: names[1]!, text: rich, up: 1, at: ago(7) }],
    },
    { author: names[4]!, text: said[4]!, at: ago(90) },
  ];
}

/** Both directions of writing in one thread. */
export function bothWays(words: Words): SeedComment[] {
  const [ltr, rtl] = [WORDS.fr, WORDS.mirrored];
  const mixed = `${rtl.said[0]} ${ltr.said[5]} ${rtl.said[4]}`;
  const list = `${rtl.said[2]}\n\n> ${rtl.said[3]}\n\n- ${rtl.said[4]}\n- ${ltr.said[4]}`;
  return [
    {
      author: rtl.names[2]!,
      text: `${rtl.long}\n\n${ltr.long}`,
      up: 5,
      at: ago(4),
      replies: [
        { author: ltr.names[5]!, text: mixed, at: ago(3), up: 2 },
        { author: { name: rtl.names[6]!, badges: ['expert'] }, text: list, at: ago(2) },
      ],
    },
    { author: words.names[1]!, text: words.said[6]!, at: ago(70) },
  ];
}

/** More than one page at the top, and under one comment more replies than come along. */
/** One that is much longer than the others. */
export function veryLong({ names, long }: Words): SeedComment {
  return { author: names[0]!, text: `${long}\n\n`.repeat(14), up: 2, at: ago(9_000) };
}

export function many({ names, said }: Words): SeedComment[] {
  const line = (index: number): SeedComment => ({
    author: names[index % names.length]!,
    text: said[index % said.length]!,
    up: index,
    at: ago(index * 7 + 5),
  });
  const lines = Array.from({ length: 30 }, (_, index) => line(index));
  return [
    { ...lines[0]!, replies: lines.slice(15).map((it, i) => ({ ...it, at: ago(4 - i / 10) })) },
    ...lines.slice(1, 15),
  ];
}
