import { z } from 'zod';
import type { Guest } from '../model/guest.js';
import { authorSchema } from './comment.js';

/** A name's own rules (empty, too long) have codes of their own and are checked with it. */
export const newGuestSchema = z.object({ name: z.string() });

export const guestSchema: z.ZodType<Guest> = z.strictObject({
  token: z.string().min(1),
  account: authorSchema,
});
