import type { Sessions } from './service.js';
import type { Member } from './store.js';

function member(id: number, name: string, rest: Partial<Member> = {}): Member {
  return {
    id,
    display_name: name,
    avatar_url: null,
    staff: false,
    premium: false,
    moderates: false,
    banned_until: null,
    ...rest,
  };
}

const PREMIUM = { premium: true };
const TEAM = { premium: true, staff: true, moderates: true };

const KNOWN = new Map([
  ['session-of-registered', member(1, 'Rémi Inscrit')],
  ['session-of-subscriber-a', member(2, 'Agnès Abonnée', PREMIUM)],
  ['session-of-subscriber-b', member(3, 'Basile Abonné', PREMIUM)],
  ['session-of-moderator', member(4, 'Maud Modératrice', TEAM)],
  ['session-of-admin', member(5, 'Ada Administratrice', TEAM)],
]);

/** A few people, and as many readers as one likes: `reader-1`, `reader-2`, … */
export const sessionOf: Sessions = (session) => {
  const number = Number(/^reader-(\d{1,4})$/.exec(session)?.[1] ?? 0);
  return (
    KNOWN.get(session) ?? (number ? member(100 + number, `Lectrice ${number}`, PREMIUM) : null)
  );
};
