import { guestSchema, newGuestSchema } from '../../../wire/guest.js';
import { guestExample } from '../examples.js';
import { privateAnswer, type Operation } from '../operation.js';

export const guestOperations: Operation[] = [
  {
    method: 'post',
    path: '/v1/guests',
    id: 'createGuest',
    tag: 'Accounts',
    summary: 'Gives somebody without an account a name and a token',
    description:
      'Where a name is enough to comment; nothing is stored before the first comment. Guests wear ' +
      'the badge `guest`, and do not vote. Refused is a name by which readers know somebody with ' +
      'an account, whatever its case, accents and white space.',
    token: 'none',
    body: { schema: newGuestSchema, example: { name: guestExample.account.name } },
    answers: {
      201: privateAnswer(
        'Who that is, and the token to send from then on.',
        guestSchema,
        guestExample,
      ),
    },
    codes: ['unsupported', 'empty', 'too-long', 'conflict'],
  },
];
