import type { Person } from './tokens.js';

export const ROLES = ['visitor', 'registered', 'subscriber', 'moderator'] as const;
export type Role = (typeof ROLES)[number];

/** Who reads the newspaper in each role; nobody, as a visitor. */
export const READERS: Record<Role, Person | null> = {
  visitor: null,
  registered: { sub: 'bastien', name: 'Bastien Roux' },
  subscriber: { sub: 'odile', name: 'Odile R.', subscriber: true },
  moderator: { sub: 'nadia', name: 'Nadia Ferrand', roles: ['staff', 'moderator'] },
};

export function isRole(value: unknown): value is Role {
  return ROLES.includes(value as Role);
}
