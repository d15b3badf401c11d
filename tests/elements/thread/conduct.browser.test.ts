import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mount,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  until,
} from '../../support/thread-fixture.js';
import { everythingIn, mountPrompts } from '../support/every-state.js';
import { watchHostPage } from '../support/host-page.js';
import { press } from '../support/keyboard.js';
import { rulesInEveryState } from '../support/sheets.js';
import { stopsIn } from '../support/tabbing.js';

const subscriber = () => new MemoryBackend({ comments: comments(5), viewer: viewers.subscriber() });

/** The names of what moves in a thread now; fails where something goes on or comes again. */
function moving(root: ShadowRoot): string[] {
  const roots = [root, ...everythingIn(root).map(({ shadowRoot }) => shadowRoot)];
  const all = roots.flatMap((each) => each?.getAnimations() ?? []);
  for (const { effect } of all) {
    const { iterations, endTime } = effect!.getComputedTiming();
    expect(iterations).to.equal(1);
    expect(endTime).to.be.below(5_000);
  }
  return all.flatMap((each) => (each instanceof CSSAnimation ? each.animationName : []));
}

/** The middle of an element, in the window. */
function middleOf(element: Element): [number, number] {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

describe('palabre-thread: conduct', () => {
  watchHostPage();

  it('says what its field for a name is for', async () => {
    const [, nameless] = await mountPrompts();
    const fields = everythingIn(nameless!.root).filter((it) => it.matches('input'));
    expect(fields.map((it) => it.getAttribute('autocomplete'))).to.deep.equal(['nickname']);
  });

  it('moves nothing but once and for a moment', async () => {
    const memory = subscriber();
    const gate = memory.hold('loadThread');
    const mounted = await mount({ memory });
    const { thread, root } = mounted;
    await until(() => parts(root, 'skeleton').length, 'what stands there meanwhile');
    expect(moving(root)).to.deep.equal([]);
    gate.release();
    await ready(mounted);
    expect(moving(root)).to.deep.equal([]);
    await thread.showComment(idOf(3));
    await until(() => moving(root).includes('palabre-found'), 'what is led to');
    memory.failNext('voteComment', 'gone');
    partOf(root, 2, 'vote-button').click();
    await until(() => moving(root).includes('palabre-rise'), 'the notice');
    await until(() => moving(root).length === 0, 'all of it to stand still');
  });

  it('has no rule by which anything moves more than once', async () => {
    const rules = await rulesInEveryState();
    const moves = rules.filter(({ rule }) => rule.style.animationName);
    expect(moves.length).to.be.greaterThan(1);
    for (const { rule, within } of moves) {
      expect(rule.style.animationIterationCount, rule.selectorText).to.equal('1');
      expect(within, rule.selectorText).to.include('(prefers-reduced-motion: no-preference)');
    }
  });

  it('does nothing for a letter or a digit on any control that is none of its keys', async () => {
    const { thread, root } = await mountReady({ memory: subscriber(), set: { pageSize: 3 } });
    const prevented: boolean[] = [];
    const hear = (event: KeyboardEvent): void => void prevented.push(event.defaultPrevented);
    document.addEventListener('keydown', hear);
    // In a field, and in a list of choices, letters are what one writes or chooses by.
    const controls = stopsIn(root).filter((it) => it.matches('a, button'));
    expect(controls.length).to.be.greaterThan(8);
    const before = root.innerHTML;
    const keys = ['a', '1', '!'];
    for (const control of controls) {
      control.focus();
      for (const key of keys) await press(key);
      expect(focused()).to.equal(control);
    }
    await until(() => prevented.length === controls.length * keys.length, 'the keys');
    document.removeEventListener('keydown', hear);
    await thread.updateComplete;
    expect(prevented).to.not.include(true);
    expect(root.innerHTML === before, 'as it was').to.equal(true);
  });

  for (const [name, hasActed] of [
    ['vote-button', (root) => partOf(root, 5, 'vote-button').ariaPressed === 'true'],
    ['reply-button', (root) => commentElement(root, 5).querySelector('palabre-composer') !== null],
    ['more', (root) => parts(root, 'comment').length > 3],
  ] as const satisfies [string, (root: ShadowRoot) => boolean][]) {
    it(`does nothing when a press on "${name}" begins, or ends elsewhere`, async () => {
      const memory = subscriber();
      const { thread, root } = await mountReady({ memory, set: { pageSize: 3 } });
      const calls = memory.calls.length;
      const [x, y] = middleOf(part(root, name));
      await sendMouse({ type: 'move', position: [x, y] });
      await sendMouse({ type: 'down' });
      await thread.updateComplete;
      expect(hasActed(root)).to.equal(false);
      await sendMouse({ type: 'move', position: [x, Math.max(1, y - 200)] });
      await sendMouse({ type: 'up' });
      await thread.updateComplete;
      expect(hasActed(root)).to.equal(false);
      expect(memory.calls).to.have.length(calls);

      await sendMouse({ type: 'click', position: middleOf(part(root, name)) });
      await until(() => hasActed(root), 'the whole press to act');
    });
  }
});
