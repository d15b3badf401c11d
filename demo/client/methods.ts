import { memoryBackend, type SeedComment } from '../../src/backend/adapters/memory.js';
import { OPTIONAL_METHODS } from '../../src/backend/contract.js';
import type { PalabreThread } from '../../src/elements/thread/thread.js';
import content from '../content/discussion.json' with { type: 'json' };
import type { DemoDiscussion, Entry } from '../server/content.js';
import { READERS } from '../server/roles.js';

/*
 * The page "Un service, méthode par méthode": a thread whose backend is an object with the methods
 * that are ticked, and no other.
 */

type Method = (typeof OPTIONAL_METHODS)[number];

/** What a page loses with each. */
const LOSSES: Record<Method, string> = {
  loadViewer: 'on ne sait pas qui lit, donc chacun lit et personne n’écrit',
  loadChanges: 'chaque visite recharge toute la première page',
  createGuest: 'un nom ne suffit jamais pour écrire, il faut un compte',
  createComment: 'ni champ pour écrire, ni « Répondre », ni invitation à s’abonner',
  editComment: 'un message envoyé ne se corrige pas',
  deleteComment: 'un message envoyé ne se retire pas',
  voteComment: 'ni boutons de vote, ni nombres de votes',
  reportComment: 'rien ne se signale à la rédaction',
  pickComment: 'la rédaction ne distingue aucun message',
  moderateComment: 'la modération n’approuve ni ne rétablit rien dans la page',
  loadQueue: 'ce qui attend la modération ne s’affiche pas',
  suspendAccount: 'les comptes se suspendent ailleurs',
  updateThread: 'la discussion ne se ferme pas dans la page',
  loadCounts: 'la une n’affiche pas le nombre de messages',
  loadLatest: 'la une n’affiche pas les derniers messages',
  eraseAccount: 'un compte s’efface ailleurs',
  exportAccount: 'un compte s’exporte ailleurs',
};

const GROUPS: [legend: string, methods: Method[]][] = [
  ['Lire', ['loadViewer', 'loadChanges']],
  [
    'Écrire',
    [
      'createGuest',
      'createComment',
      'editComment',
      'deleteComment',
      'voteComment',
      'reportComment',
    ],
  ],
  ['Modérer', ['pickComment', 'moderateComment', 'loadQueue', 'suspendAccount', 'updateThread']],
  ['Ailleurs dans le journal', ['loadCounts', 'loadLatest', 'eraseAccount', 'exportAccount']],
];

/** Messages that are shown with their replies; one was withdrawn, one has neither vote nor reply. */
const TOPS = ['c02', 'c07', 'c12', 'c41', 'c128'];

const discussion = content as DemoDiscussion;
const thread = document.querySelector<PalabreThread>('palabre-thread')!;
const form = document.querySelector<HTMLFormElement>('#methods')!;
const count = form.querySelector('output')!;
const backend = memoryBackend({ people: people(), threads: threads() });

form.append(...GROUPS.map(renderGroup));
form.hidden = false;
form.addEventListener('change', show);
form.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  for (const box of boxes()) box.checked = target.value === 'all';
  show();
});
thread.token = thread.dataset['reader'] || null;
show();

/** Gives the thread the methods that are ticked, in an object of the page's own. */
function show(): void {
  const { loadThread, loadComments } = backend;
  const chosen = boxes().filter(({ checked }) => checked);
  const methods = chosen.map(({ name }) => [name, backend[name as Method]] as const);
  thread.backend = { loadThread, loadComments, ...Object.fromEntries(methods) };
  const few = chosen.length < 2 ? 'méthode facultative' : 'méthodes facultatives';
  count.value = `${chosen.length} ${few} sur ${OPTIONAL_METHODS.length}`;
}

function boxes(): HTMLInputElement[] {
  return [...form.querySelectorAll('input')];
}

function renderGroup([name, methods]: (typeof GROUPS)[number]): HTMLElement {
  const group = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = name;
  group.append(legend, ...methods.map(renderMethod));
  return group;
}

function renderMethod(name: Method): HTMLElement {
  const label = document.createElement('label');
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name, checked: true });
  const code = document.createElement('code');
  code.textContent = name;
  const loss = document.createElement('span');
  loss.textContent = `Sans elle : ${LOSSES[name]}.`;
  label.append(box, code, loss);
  return label;
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
  return [{ key: thread.getAttribute('thread')!, comments: shown }];
}
