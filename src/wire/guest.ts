import { z } from 'zod';
import { NAME_MAX_LENGTH, type Guest } from '../model/guest.js';
import { authorSchema } from './comment.js';

/** A name's own rules (empty, too long) have codes of their own and are checked with it. */
export const newGuestSchema = z.object({
  name: z.string().meta({
    description: `Something of it can be seen; at most ${NAME_MAX_LENGTH} characters.`,
  }),
});

export const guestSchema: z.ZodType<Guest> = z
  .strictObject({
    token: z.string().min(1).meta({ description: 'A JWT of this server, good for 180 days.' }),
    account: authorSchema,
  })
  .meta({ id: 'Guest', description: 'Somebody with a name and no account at the newspaper.' });
