import type { SeedComment } from '../../../src/backend/adapters/memory.js';
import { newId } from '../../../src/model/new-id.js';

/** Ids that have to be known, for votes and for what the page leads to. */
export const IDS = { voted: newId(), linked: newId(), edited: newId(), answered: newId() };

const READER = { sub: 'odile', name: 'Odile R.', subscriber: true };
export const PEOPLE = {
  odile: READER,
  ines: { sub: 'ines', name: 'Inès Malaterre', badges: ['author'] },
  expert: { sub: 'expert', name: 'Félix Aubrac', badges: ['expert', 'cheminot'] },
};

/** Replies that answer one another, so many levels deep. */
function deep(levels: number): SeedComment[] {
  if (levels === 0) return [];
  const author = levels % 2 ? 'Jeanne Ostrowski' : 'Patrick Z.';
  return [
    {
      author,
      text: `Encore ${levels} et on touche le fond.`,
      up: levels,
      replies: deep(levels - 1),
    },
  ];
}

const RICH = `Trois remarques, et un peu de *tout* ce qu’un message peut contenir :

> La borne a réponse à tout.

- sauf aux questions ;
- sauf à **madame Lebreton**.

Voir [le règlement](https://margelle.example/reglement) et \`GARE_ORV_01\` :

\`\`\`
billet: aller simple
classe: deuxième
\`\`\``;

export const COMMENTS: SeedComment[] = [
  { author: 'expert', text: RICH, up: 38, picked: true, id: IDS.edited },
  {
    author: 'Nour',
    id: IDS.voted,
    text: 'Je frappe à la vitre tous les matins. Un jour quelqu’un répondra.',
    up: 12,
    replies: [{ author: 'ines', text: 'J’ai noté l’heure, je passerai.', up: 4 }],
  },
  { author: 'lecteur du soir', id: IDS.linked, text: 'La page mène à ce message.', up: 1 },
  { author: 'odile', text: 'Le mien : j’en vois les votes, sans pouvoir voter.', up: 3 },
  { author: 'Bastien Roux', id: IDS.answered, text: 'À celui-ci, on est en train de répondre.' },
  {
    author: 'Wolfgang K.',
    text: 'Retiré.',
    tombstone: 'author',
    replies: [{ author: 'Popo', text: 'Dommage, c’était drôle.' }],
  },
  { author: 'Anonyme', text: 'Retiré.', tombstone: 'moderation' },
  {
    author: 'Anonyme',
    text: 'Retiré.',
    tombstone: 'account-erased',
    replies: [{ author: 'Nour', text: 'Pourtant, on y était presque.' }],
  },
  { author: 'Cyprien (ASCT)', text: 'On descend ?', up: 9, replies: deep(7) },
  { author: 'Maïwenn', text: 'Un message de la page suivante.' },
  { author: 'Maïwenn', text: 'Et encore un.' },
];
