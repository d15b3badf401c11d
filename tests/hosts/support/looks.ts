import type { HostPage, OpenPage } from './host-page.js';
import { openPage } from './host-page.js';
import { partOf } from '../../support/thread-fixture.js';

/** What is compared of each part: all that a page's rules are known to spoil. */
const PROPERTIES = [
  'display position float visibility opacity box-sizing overflow-x overflow-y',
  'margin-top margin-right margin-bottom margin-left',
  'padding-top padding-right padding-bottom padding-left',
  'border-top-width border-right-width border-bottom-width border-left-width border-top-style',
  'font-size font-weight font-style font-family line-height letter-spacing word-spacing',
  'text-align text-indent text-transform text-decoration-line text-shadow white-space',
  'list-style-type user-select -webkit-user-select pointer-events cursor',
  'color background-color border-top-color border-top-left-radius box-shadow appearance',
]
  .join(' ')
  .split(' ');

/** What a reader sees of a thread: parts of comments that are of every kind, and where one writes. */
const IN_THREAD = [
  ...'thread header heading count sort prompt composer list replies avatar meta author permalink'.split(
    ' ',
  ),
  ...'picked body actions vote-button vote-icon vote-count reply-button tombstone'.split(' '),
].map((name) => `[part~=${name}]`);
const ELEMENTS =
  'select,label,palabre-comment,palabre-vote-button,li,article,p,a,blockquote,pre,code,ul,button';
const IN_PLACE = 'form,label,.grow,textarea,[part=message],a,button,p';

/** What of a thread looks how: a line for each property and measure of each kind of element. */
export type Looks = Record<string, string>;

export function looksOf({ root, window, thread }: OpenPage): Looks {
  const looks: Looks = {};
  const frame = thread.shadowRoot!.querySelector('[part=thread]')!.getBoundingClientRect();
  const isMirrored = window.getComputedStyle(thread).direction === 'rtl';
  const look = (name: string, element: Element): void => {
    if (!element.checkVisibility() || element.matches('.hidden')) return;
    const style = window.getComputedStyle(element);
    for (const property of PROPERTIES) {
      looks[`${name} ${property}`] = tidy(style.getPropertyValue(property));
    }
    const { left, right, top, width, height } = element.getBoundingClientRect();
    const start = isMirrored ? frame.right - right : left - frame.left;
    const box = { start, top: top - frame.top, width, height };
    for (const [side, pixels] of Object.entries(box))
      looks[`${name} ${side}`] = `${Math.round(pixels)}px`;
  };
  const all = (from: ParentNode, selector: string, where: string): void =>
    from
      .querySelectorAll(selector)
      .forEach((element, n) =>
        look(`${where}${element.localName}[${element.getAttribute('part') ?? ''}]#${n}`, element),
      );
  all(root, [...IN_THREAD, ELEMENTS].join(), '');
  const place = root.querySelector('.place > slot > *')!;
  all(place.shadowRoot!, IN_PLACE, 'place: ');
  return looks;
}

/** Computed lengths to a tenth of a pixel: engines lay out in fractions. */
function tidy(value: string): string {
  return value.replace(/-?\d+\.\d+(?=px)/g, (number) => `${Math.round(Number(number) * 10) / 10}`);
}

/** What a thread takes from the page around it on purpose. */
const INHERITED =
  'font-family font-size font-style font-weight font-stretch letter-spacing word-spacing color direction';

/**
 * A page without a rule of its own, of the same reader, in which a thread has the width and the
 * inherited font and colour that it has on another page: what it should look like there.
 */
export async function openPlain({ thread, window }: OpenPage, page: HostPage): Promise<OpenPage> {
  const style = window.getComputedStyle(thread.parentElement!);
  const inherited = INHERITED.split(' ').map((name) => `${name}: ${style.getPropertyValue(name)}`);
  const { width } = thread.shadowRoot!.querySelector('[part=thread]')!.getBoundingClientRect();
  const scheme = `color-scheme: ${style.colorScheme}`;
  const css = [...inherited, scheme, `inline-size: ${width}px`].join(';').replaceAll('"', "'");
  const { reader, tag } = page;
  return openPage({
    ...(reader && { reader }),
    ...(tag && { tag }),
    body: `<div style="${css}">{thread}</div>`,
  });
}

/** In what two looks differ, a line for each. */
export function differences(from: Looks, to: Looks): string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .filter((name) => from[name] !== to[name])
    .map((name) => `${name}: ${from[name]} instead of ${to[name]}`);
}

/** Where a comment's text is cut off, or something else lies on it. */
export function hidden({ root, window, frame }: OpenPage): string[] {
  const found: string[] = [];
  for (const n of [0, 1, 2, 3, 5, 6]) {
    const body = partOf(root, n, 'body');
    const line = body.firstElementChild!;
    line.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, right, width, height } = line.getBoundingClientRect();
    if (width < 100 || height < 10) found.push(`${n} is ${width} × ${height}`);
    if (left < 0 || right > frame.clientWidth) found.push(`${n} leaves the window`);
    if (line.scrollWidth > line.clientWidth) found.push(`${n} is wider than its place`);
    const range = window.document.createRange();
    range.selectNodeContents(line);
    const [text] = range.getClientRects();
    const at = root.elementFromPoint(text!.left + 3, Math.max(top, text!.top) + text!.height / 2);
    if (at !== line) found.push(`${n} lies under ${at?.localName}`);
  }
  return found;
}
