import { Hono } from 'hono';
import { newGuestSchema } from '../../wire/guest.js';
import type { Site } from '../context.js';
import { readBody } from '../request.js';
import { respondPrivate } from '../respond.js';
import { createGuest } from '../writes/guest.js';

/** Readers without an account, where a name is enough. */
export function guestRoutes(site: Site): Hono {
  return new Hono().post('/guests', async (c) => {
    const { name } = await readBody(c, newGuestSchema);
    return respondPrivate(await createGuest(site, name), 201);
  });
}
