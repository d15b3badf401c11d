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
  loadViewer: 'on ne sait pas qui lit, donc chacun lit et personne n’écrit',
  createComment: 'ni champ pour écrire, ni « Répondre », ni invitation à s’abonner',
  voteComment: 'ni boutons de vote, ni nombres de votes',
  loadCounts: 'la liste d’articles dit « Réagir » et aucun nombre',
  loadLatest: 'les derniers commentaires du site disparaissent de la une',
  deleteComment: 'personne ne supprime, ni ses messages ni ceux des autres',
  pickComment: 'la rédaction ne met plus rien en avant',
  reportComment: '« Signaler » disparaît',
  moderateComment: 'la modération n’approuve et ne refuse plus rien ici',
  updateThread: 'la modération ne ferme ni ne rouvre plus la discussion',
  createGuest: 'un nom ne suffit jamais. Ici non plus, il faut un abonnement : rien ne change',
  editComment:
    'un message corrigé après un envoi manqué peut garder son premier texte, rien d’autre',
};

/** What the others are for: no box, since the page does not call them yet. */
const PURPOSES: Record<Exclude<Method, PageMethod>, string> = {
  loadChanges: 'mettre à jour une discussion déjà lue',
  loadQueue: 'lire ce qui attend la modération',
  suspendAccount: 'suspendre un compte',
  eraseAccount: 'effacer un compte',
  exportAccount: 'exporter un compte',
};

/** Messages that are shown with their replies; one was withdrawn, one has neither vote nor reply. */
const TOPS = ['c02', 'c07', 'c12', 'c41', 'c128'];

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
  group('Ce qu’elle n’appelle pas encore', Object.entries(PURPOSES).map(renderPurpose)),
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
  return [{ key: thread.getAttribute('thread')!, url: origin + pathname, title, comments: shown }];
}
