import { expect } from '@open-wc/testing';
import { part, parts, settled } from '../../support/thread-fixture.js';
import { expectAccessible } from '../../support/axe.js';
import { faintEdges, faintTexts } from '../support/contrast.js';
import { watchHostPage } from '../support/host-page.js';
import {
  everythingIn,
  isSeen,
  mountEveryState,
  mountPrompts,
  standStill,
} from '../support/every-state.js';
import { crowded } from '../support/targets.js';

const SCHEMES = ['light', 'dark'] as const;

/** What WCAG 1.4.12 lets readers set. */
const SPACING = `line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em`;

describe('palabre-thread: can be read and used', () => {
  watchHostPage();

  for (const scheme of SCHEMES) {
    const attributes = { 'color-scheme': scheme };

    it(`with enough contrast in every state, ${scheme}`, async () => {
      const { thread } = await mountEveryState({ attributes });
      expect(faintTexts(thread)).to.deep.equal([]);
      expect(faintEdges(thread)).to.deep.equal([]);
      await expectAccessible(thread);
    });

    it(`with enough contrast in every prompt, ${scheme}`, async () => {
      for (const { thread } of await mountPrompts({ attributes })) {
        expect(faintTexts(thread)).to.deep.equal([]);
        expect(faintEdges(thread)).to.deep.equal([]);
      }
    });
  }

  it('with an outline around whatever has the keyboard’s focus', async () => {
    const { thread } = await mountEveryState();
    const controls = everythingIn(thread.shadowRoot!).filter(
      (element) =>
        element.matches('a, button, select, textarea, [part~="comment"]') && isSeen(element),
    ) as HTMLElement[];
    expect(controls.length).to.be.greaterThan(30);
    for (const control of controls) {
      control.focus();
      const ring = control.matches('textarea') ? control.parentElement! : control;
      const { outlineStyle, outlineWidth } = getComputedStyle(ring);
      expect([outlineStyle, outlineWidth], control.outerHTML).to.deep.equal(['solid', '2px']);
    }
  });

  it('with a finger or a mouse: what is pressed is large enough, or has room around it', async () => {
    const threads = [await mountEveryState(), ...(await mountPrompts())];
    for (const { thread } of threads) expect(crowded(thread, 24)).to.deep.equal([]);
  });

  for (const [name, style] of [
    ['on the narrowest telephone, at 400 %', 'inline-size: 320px'],
    ['in the narrowest column, with twice the text size', 'inline-size: 320px; font-size: 200%'],
    ['with other spaces between lines, words and letters', `inline-size: 320px; ${SPACING}`],
  ] as const) {
    it(`${name}: nothing is cut off and nothing lies on something else`, async () => {
      const mounted = [await mountEveryState(), ...(await mountPrompts())];
      for (const { thread, root } of mounted) {
        thread.style.cssText = style;
        for (const element of everythingIn(root)) {
          if (name.includes('spaces')) (element as HTMLElement).style.cssText += SPACING;
        }
        await settled(thread);
        standStill(thread);
        expect(cutOff(root), 'cut off').to.deep.equal([]);
        expect(tooWide(thread), 'too wide').to.deep.equal([]);
        expect(overlapping(root), 'on one another').to.deep.equal([]);
      }
    });
  }

  it('with a header that does not grow when the choice of the order comes', async () => {
    const { root } = await mountEveryState();
    const height = (): number => part(root, 'header').getBoundingClientRect().height;
    const before = height();
    part(root, 'sort').style.display = 'none';
    expect(before).to.be.closeTo(height(), 0.5);
  });

  it('says nothing by colour alone', async () => {
    const { root } = await mountEveryState();
    // The sign on it is filled, and an outline on the others.
    const isFilled = (button: Element): boolean =>
      getComputedStyle(part(button, 'vote-icon')).fill !== 'none';
    const buttons = parts(root, 'vote-button');
    expect(parts(root, 'voted')).to.have.length.above(0);
    expect(buttons.filter(isFilled)).to.deep.equal(parts(root, 'voted'));
    expect(buttons.some((button) => !isFilled(button))).to.equal(true);
    const link = parts(root, 'body').flatMap((body) => [...body.querySelectorAll('a')])[0]!;
    expect(getComputedStyle(link).textDecorationLine).to.equal('underline');
  });
});

/** What reaches out of the thread. */
function tooWide(thread: HTMLElement): string[] {
  const { right } = thread.getBoundingClientRect();
  return everythingIn(thread.shadowRoot!)
    .filter((element) => isSeen(element) && !isScrolled(element) && !isFixed(element))
    .filter((element) => element.getBoundingClientRect().right > right + 0.5)
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Pairs of texts that lie on one another, but for the room that a font leaves above and below. */
function overlapping(root: ShadowRoot): string[] {
  const texts = everythingIn(root)
    .filter((element) => isSeen(element) && !isScrolled(element) && !isFixed(element))
    .flatMap((element) => [...element.childNodes])
    .filter((node): node is Text => node instanceof Text && node.data.trim() !== '');
  const boxes = texts.flatMap((text) => {
    const range = new Range();
    range.selectNodeContents(text);
    return [...range.getClientRects()].map((box) => ({ text, box, room: box.height / 4 }));
  });
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(({ text, box, room }) => {
        const across = box.left < one.box.right - 1 && one.box.left < box.right - 1;
        const down =
          box.top + room < one.box.bottom - one.room && one.box.top + one.room < box.bottom - room;
        return text !== one.text && across && down;
      })
      .map(({ text }) => `${one.text.data} / ${text.data}`),
  );
}

/** Boxes with text in them that hide a part of it. */
function cutOff(root: ShadowRoot): string[] {
  return everythingIn(root)
    .filter((element) => isSeen(element) && !isScrolled(element) && element.localName !== 'svg')
    .filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      if (overflowX === 'visible' && overflowY === 'visible') return false;
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Whether a reader may scroll it: code, and a field that holds much. */
function isScrolled(element: Element): boolean {
  return element.closest('pre, .grow, select') !== null;
}

const isFixed = (element: Element): boolean => element.closest("[part='notice']") !== null;
