import { Hono } from 'hono';
import { newGuestSchema } from '../../wire/guest.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { addressOf, readBody } from '../request.js';
import { respondPrivate } from '../respond.js';
import { createGuest } from '../writes/guest.js';

/** Readers without an account, where a name is enough. */
export function guestRoutes(site: Site): Hono {
  return new Hono().post('/guests', async (c) => {
    const { name } = await readBody(c, newGuestSchema);
    const spend = (guest: Reader) => site.limits.spend('write', guest, addressOf(c));
    return respondPrivate(await createGuest(site, name, spend), 201);
  });
}
