import type { Person } from './tokens.js';

export const ROLES = [
  'visitor',
  'registered',
  'suspended',
  'subscriber',
  'expert',
  'cited',
  'author',
  'moderator',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who reads the newspaper in each role; nobody, as a visitor. That somebody wrote an article or is
 * suspended is the comments server's to know, and no token says it.
 */
export const READERS: Record<Role, Person | null> = {
  visitor: null,
  registered: { sub: 'bastien', name: 'Bastien Roux' },
  suspended: { sub: 'grincheux', name: 'R4leur', subscriber: true },
  subscriber: { sub: 'odile', name: 'Odile R.', subscriber: true },
  expert: { sub: 'jeanne', name: 'Jeanne Ostrowski', subscriber: true, badges: ['expert'] },
  cited: {
    sub: 'patrickz',
    name: 'Patrick Z.',
    subscriber: true,
    badges: ['Cité dans l’article'],
  },
  author: { sub: 'ines', name: 'Inès Malaterre', subscriber: true },
  moderator: { sub: 'nadia', name: 'Nadia Ferrand', roles: ['staff', 'moderator'] },
};

export function isRole(value: unknown): value is Role {
  return ROLES.includes(value as Role);
}
