import { PalabreError } from '../../../src/model/errors.js';
import { NAME_MAX_LENGTH, type Guest } from '../../../src/model/guest.js';
import { broken, type Broken } from './broken.js';

const TOLD = 'a visitor is told that a name is enough where it is, and nowhere else';
const WRITES = 'a guest writes under the name that was given';
const NAMES = 'a guest’s name has something to see, and an end';

const OPEN = { commentAccess: 'guests' } as const;

export const GUESTS: Broken[] = [
  broken('rule 3', 'refuses guests without the reason why', TOLD, () => ({
    createGuest: () => Promise.reject(new PalabreError('forbidden', 'No guests here.')),
  })),
  broken('rule 3', 'says that a name is enough where it is not', TOLD, (whole) => ({
    async loadViewer(key, options) {
      const viewer = await whole.loadViewer(key, options);
      const name = { allowed: false, reason: 'name', until: null } as const;
      return viewer.account ? viewer : { ...viewer, can: { ...viewer.can, comment: name } };
    },
  })),
  broken(
    'rule 3',
    'does not say that a name is enough',
    TOLD,
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        const login = { allowed: false, reason: 'login', until: null } as const;
        const can = { ...viewer.can, comment: login, report: login };
        return viewer.account ? viewer : { ...viewer, can };
      },
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'forgets who a guest is',
    'the viewer knows a guest again',
    (whole) => ({
      loadViewer: (key, options) =>
        whole.loadViewer(key, whole.state.guests.has(options.token ?? '') ? {} : options),
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'takes guests for a subscriber who is signed in',
    WRITES,
    (whole) => ({
      createComment: (sent, options) =>
        whole.createComment(
          sent,
          whole.state.guests.has(options.token ?? '') ? { token: 'subscriberA' } : options,
        ),
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'shows everybody the tokens of guests',
    WRITES,
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        const [token] = [...whole.state.guests.keys()].slice(-1);
        for (const comment of page.comments) {
          if (comment.tombstone === null) comment.author.badges.push(token ?? '');
        }
        return page;
      },
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'gives those without a name one',
    NAMES,
    (whole) => ({
      createGuest: (name, options) => whole.createGuest(name.trim() || 'Anonyme', options),
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'cuts names',
    NAMES,
    (whole) => ({
      createGuest: (name, options) => whole.createGuest(name.slice(0, NAME_MAX_LENGTH), options),
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'gives guests the name of anybody',
    'a guest takes no name of somebody with an account',
    (whole) => ({
      createGuest: (name, options) =>
        whole.createGuest(name, options).catch((error: PalabreError) => {
          if (error.code !== 'conflict') throw error;
          return whole.createGuest(`${name} (2)`, options);
        }),
    }),
    OPEN,
  ),
  broken(
    'rule 3',
    'takes guests of one name for one',
    'two guests of one name are two people',
    (whole) => {
      const known = new Map<string, Guest>();
      return {
        async createGuest(name, options) {
          const guest = known.get(name) ?? (await whole.createGuest(name, options));
          known.set(name, guest);
          return guest;
        },
      };
    },
    OPEN,
  ),
  broken(
    'rule 3',
    'knows guests by their names when they write',
    'two guests of one name are two people',
    (whole) => ({
      editComment(id, source, options) {
        const { guests } = whole.state;
        const name = guests.get(options.token ?? '')?.name;
        const alike = [...guests].find(([, guest]) => guest.name === name);
        return whole.editComment(id, source, alike ? { token: alike[0] } : options);
      },
    }),
    OPEN,
  ),
];
