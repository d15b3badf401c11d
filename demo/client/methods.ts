import { memoryBackend, type SeedComment } from '../../src/backend/adapters/memory.js';
import { PAGE_METHODS, type OPTIONAL_METHODS } from '../../src/backend/contract.js';
import type { PalabreCount } from '../../src/elements/count/count.js';
import type { PalabreLatest } from '../../src/elements/latest/latest.js';
import type { PalabreThread } from '../../src/elements/thread/thread.js';
import content from '../content/discussion.json' with { type: 'json' };
import type { DemoDiscussion, Entry } from '../server/content.js';
import { READERS } from '../server/roles.js';

/*
 * The page "Un service, méthode par méthode": a thread, a count and a list of the latest comments,
 * whose backend is an object with the methods that are ticked, and no other.
 */

type Method = (typeof OPTIONAL_METHODS)[number];
type PageMethod = (typeof PAGE_METHODS)[number];

/** What a page loses with each that it calls. */
const LOSSES: Record<PageMethod, string> = {
  loadChanges:
    'ce que les autres écrivent n’arrive qu’à la prochaine visite, où tout se recharge en entier',
  subscribe: 'la page demande de temps en temps ce qui a changé, au lieu de l’apprendre aussitôt',
  loadViewer: 'on ne sait pas qui lit\u00a0: chacun lit, et personne ne fait rien d’autre',
  createComment: 'ni champ pour écrire, ni « Répondre », ni invitation à s’abonner',
  voteComment: 'ni boutons de vote, ni nombres de votes',
  loadCounts: 'la liste d’articles dit « Réagir » et aucun nombre',
  loadLatest: 'les derniers commentaires du site disparaissent de la une',
  editComment: '« Modifier » disparaît de « ⋯ » sous ce que l’on vient d’écrire',
  deleteComment: '« Supprimer » disparaît, sous ses messages et, pour Nadia, sous ceux des autres',
  reportComment: '« Signaler » disparaît',
  pickComment: '« Mettre en avant » disparaît, que seule Nadia voit ici',
  moderateComment: '« Publier » et « Refuser » disparaissent sous le message qui attend Nadia',
  updateThread: '« Fermer la discussion » disparaît, que seule Nadia voit ici',
  createGuest: 'un nom ne suffit jamais. Ici, il ne suffit pas non plus\u00a0: rien ne change',
};

/** What the others are for: no box, since the page does not call them. */
const PURPOSES: Record<Exclude<Method, PageMethod>, string> = {
  loadQueue: 'lire, pour tout le site, ce qui attend la modération',
  suspendAccount: 'suspendre un compte',
  eraseAccount: 'effacer un compte',
  exportAccount: 'exporter un compte',
};

/** Messages that are shown with their replies; one was withdrawn, one has neither vote nor reply. */
const TOPS = ['c02', 'c07', 'c12', 'c41', 'c128'];

/** For moderators alone to see. */
const WAITING: SeedComment = {
  author: 'popo',
  text: 'Et si l’on mettait Patrick *dans* la borne\u202f?',
  status: 'pending',
};

const discussion = content as DemoDiscussion;
const thread = document.querySelector<PalabreThread>('palabre-thread')!;
const lists = document.querySelectorAll<PalabreCount | PalabreLatest>(
  'palabre-count, palabre-latest',
);
const form = document.querySelector<HTMLFormElement>('#methods')!;
const count = form.querySelector('output')!;
const backend = memoryBackend({ people: people(), threads: threads() });

form.append(
  group('Ce que la page appelle', Object.entries(LOSSES).map(renderMethod)),
  group('Ce qu’elle n’appelle pas', Object.entries(PURPOSES).map(renderPurpose)),
);
form.hidden = false;
form.addEventListener('change', show);
form.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  for (const box of boxes()) box.checked = target.value === 'all';
  show();
});
thread.token = thread.dataset['reader'] || null;
show();

/** Gives the elements the methods that are ticked, in an object of the page's own. */
function show(): void {
  const { loadThread, loadComments } = backend;
  const chosen = boxes().filter(({ checked }) => checked);
  const methods = chosen.map(({ name }) => [name, backend[name as Method]] as const);
  const own = { loadThread, loadComments, ...Object.fromEntries(methods) };
  thread.backend = own;
  for (const list of lists) list.backend = own;
  const few = chosen.length < 2 ? 'méthode facultative' : 'méthodes facultatives';
  count.value = `${chosen.length} ${few} sur ${PAGE_METHODS.length}`;
}

function boxes(): HTMLInputElement[] {
  return [...form.querySelectorAll('input')];
}

function group(name: string, members: HTMLElement[]): HTMLElement {
  const fieldset = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = name;
  fieldset.append(legend, ...members);
  return fieldset;
}

function renderMethod([name, lost]: [method: string, loss: string]): HTMLElement {
  const label = document.createElement('label');
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name, checked: true });
  label.append(box, ...described(name, `Sans elle\u00a0: ${lost}.`));
  return label;
}

/** For tools of moderators, feeds and scripts. */
function renderPurpose([name, purpose]: [method: string, purpose: string]): HTMLElement {
  const line = document.createElement('p');
  line.append(...described(name, `Pour ${purpose}, dans d’autres outils.`));
  return line;
}

function described(name: string, text: string): HTMLElement[] {
  const code = document.createElement('code');
  code.textContent = name;
  const said = document.createElement('span');
  said.textContent = text;
  return [code, said];
}

/** By token, which is what the newspaper calls them. */
function people() {
  const authors = Object.entries(discussion.authors).map(([key, author]) => {
    return [key, { badges: [], ...author, subscriber: true }] as const;
  });
  const readers = Object.values(READERS).flatMap((reader) =>
    reader ? [[reader.sub, reader] as const] : [],
  );
  return Object.fromEntries([...authors, ...readers]);
}

function threads() {
  const { article, comments } = discussion;
  const published = Date.now() - article.published.minutesAgo * 60_000;
  const sow = ({ author, source, votes, minutes, id, gone }: Entry): SeedComment => ({
    author,
    text: source,
    at: new Date(published + minutes * 60_000).toISOString(),
    up: votes,
    tombstone: gone,
    replies: comments.filter(({ parent }) => parent === id).map(sow),
  });
  const shown = comments.filter(({ id }) => TOPS.includes(id)).map(sow);
  const { origin, pathname } = location;
  const { title } = article;
  return [
    {
      key: thread.getAttribute('thread')!,
      url: origin + pathname,
      title,
      comments: [WAITING, ...shown],
    },
  ];
}
