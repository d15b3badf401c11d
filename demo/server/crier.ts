import { entryId, votesOf } from './seed.js';
import { sender } from './sender.js';
import type { Sign } from './tokens.js';

/** The article under which votes are hidden for an hour, so that there is always one to hide. */
export const CLOCK = '/articles/horloge-de-vaubrume';

const CRIER = { sub: 'crieur', name: 'Le crieur de Vaubrume', subscriber: true };
const HOUR = new Intl.DateTimeFormat('fr', { hour: 'numeric' });

/** At each start the town crier says what time it is, once an hour at most, and some like it. */
export async function callTheHour(options: {
  origin: string;
  api: string;
  sign: Sign;
}): Promise<void> {
  const { origin, api, sign } = options;
  const article = origin + CLOCK;
  const send = sender(api, (request) => fetch(request), sign);
  const now = new Date();
  const id = entryId(article, `crieur ${now.toISOString().slice(0, 13)}`);
  await send('PUT', `comments/${id}`, CRIER, {
    thread: { key: article, url: article, title: 'L’horloge de Vaubrume' },
    parent: null,
    source: `Il est ${HOUR.format(now).replace(' ', '\u00a0')}. Tout va bien, sauf l’horloge.`,
  });
  for (const vote of votesOf(send, id, 4)) await vote();
}
