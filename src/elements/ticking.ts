import type { Locale } from '../i18n/locale.js';

/** Milliseconds; a text in minutes is behind by half of one at most. */
const PERIOD = 30_000;

/** An element that shows dates, in `time` elements whose text is a property. */
export interface Dated extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly locale: Locale | null;
}

/** What says how long ago something was, and what it has to say by now. */
export interface Said {
  element: HTMLElement;
  text: string;
}

type Find = (locale: Locale, now: Date) => Said[];

// What a page has thrown away is held by nothing here; what it puts back goes on.
const found = new Set<WeakRef<Dated>>();
const others = new WeakMap<Dated, Find>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Keeps what an element says of how long ago something was true, while somebody may see it: one
 * timer for a whole page. A text changes only where no line changes its height by it, and not under
 * the keyboard's focus, where a screen reader would say it again.
 * @param find what else there is but `time` elements
 */
export function keepDates(element: Dated, find: Find = () => []): void {
  if (!others.has(element)) found.add(new WeakRef(element));
  others.set(element, find);
  if (timer !== undefined) return;
  document.addEventListener('visibilitychange', follow);
  start();
}

/** Brings everything up to date. */
export function tick(now = new Date()): void {
  const stale = [...found].flatMap((reference) => staleIn(reference, now));
  const before = stale.map(({ element }) => heightAround(element));
  const undo = stale.map(say);
  const isHigher = stale.map(({ element }, index) => heightAround(element) !== before[index]);
  undo.filter((_, index) => isHigher[index]).forEach(say);
  if (found.size === 0) stop();
}

function staleIn(reference: WeakRef<Dated>, now: Date): Said[] {
  const dated = reference.deref();
  if (!dated) found.delete(reference);
  if (!dated?.isConnected || !dated.locale) return [];
  const { locale, renderRoot } = dated;
  const times = [...renderRoot.querySelectorAll('time')].map((element) => ({
    element,
    text: locale.relativeDate(new Date(element.dateTime), now),
  }));
  return [...times, ...others.get(dated)!(locale, now)].filter(
    ({ element, text }) => element.textContent !== text && !element.closest('a')?.matches(':focus'),
  );
}

/** Puts a text in its place, and where it begins a link's name; answers what undoes that. */
function say({ element, text }: Said): Said {
  const before = element.textContent;
  const link = element.closest('a');
  const name = link?.getAttribute('aria-label');
  element.textContent = text;
  if (name?.startsWith(before)) link!.setAttribute('aria-label', text + name.slice(before.length));
  return { element, text: before };
}

function heightAround(element: HTMLElement): number | undefined {
  return element.closest<HTMLElement>("[part='meta']")?.offsetHeight;
}

function start(): void {
  if (document.visibilityState === 'visible') timer = setInterval(() => tick(), PERIOD);
}

function stop(): void {
  clearInterval(timer);
  timer = undefined;
}

function follow(): void {
  stop();
  if (document.visibilityState !== 'visible') return;
  tick();
  start();
}
