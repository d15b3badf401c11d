import { everythingIn, isSeen } from './every-state.js';

type Rgb = [red: number, green: number, blue: number];

const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
const paper = canvas.getContext('2d', { willReadFrequently: true })!;

/** The colour that several make which lie on one another, the lowest first. */
export function mixed(...layers: string[]): Rgb {
  paper.clearRect(0, 0, 1, 1);
  for (const layer of ['#fff', ...layers]) {
    paper.fillStyle = layer;
    paper.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}

/** How far two colours are apart, as WCAG 2 counts it: from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** The backgrounds below an element, the lowest first, its own included. */
function grounds(element: Element): string[] {
  const layers: string[] = [];
  for (let at: Element | null = element; at; at = around(at)) {
    layers.unshift(getComputedStyle(at).backgroundColor);
  }
  return layers;
}

function around(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  return parent instanceof ShadowRoot
    ? parent.host
    : (parent as Element | null)?.nodeType === 1
      ? (parent as Element)
      : null;
}

/** Every text of a thread that is read too hardly, with how far it is from its ground. */
export function faintTexts(thread: Element): string[] {
  return everythingIn(thread.shadowRoot!)
    .filter((element) => isSeen(element))
    .flatMap((element) => {
      const colours = [...(hasText(element) ? [getComputedStyle(element).color] : [])];
      if (element instanceof HTMLTextAreaElement) {
        colours.push(getComputedStyle(element, '::placeholder').color);
      }
      return colours.flatMap((colour) => tooClose(element, colour, element, 4.5));
    });
}

/** Every boundary of a field or a button, and every outline, that is seen too hardly. */
export function faintEdges(thread: Element): string[] {
  return everythingIn(thread.shadowRoot!)
    .filter((element) => isSeen(element))
    .flatMap((element) => {
      const style = getComputedStyle(element);
      const outside = around(element) ?? element;
      const isField = element.matches(".grow, input, select, [part~='more'], [part='retry']");
      const edge =
        style.borderBlockEndWidth !== '0px' && isField ? [style.borderBlockEndColor] : [];
      const ring = style.outlineStyle === 'none' ? [] : [style.outlineColor];
      return [...edge, ...ring].flatMap((colour) => tooClose(element, colour, outside, 3));
    });
}

function tooClose(element: Element, colour: string, ground: Element, least: number): string[] {
  const below = grounds(ground);
  const ratio = contrast(mixed(...below, colour), mixed(...below));
  return ratio >= least ? [] : [`${describe(element)}: ${ratio.toFixed(2)}`];
}

export function describe(element: Element): string {
  return element.getAttribute('part') ?? `${element.localName}.${element.className}`;
}

function hasText(element: Element): boolean {
  return [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim());
}
