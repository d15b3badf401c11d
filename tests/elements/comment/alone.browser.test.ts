import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { PalabreComment } from '../../../src/elements/comment/comment.js';
import type { PalabreLoginPrompt } from '../../../src/elements/login-prompt/login-prompt.js';
import type { PalabreVoteButton } from '../../../src/elements/vote-button/vote-button.js';
import { expectAccessible } from '../../support/axe.js';
import { comment, tombstone } from '../../support/thread-builders.js';
import { part, parts, textOf, until } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

async function rendered<T extends HTMLElement>(element: T): Promise<ShadowRoot> {
  await until(() => element.shadowRoot?.querySelector('[part]'), 'it to be rendered');
  return element.shadowRoot!;
}

describe('the elements, each alone on a page', () => {
  watchHostPage();

  it('are accessible', async () => {
    await import('../../../src/elements/login-prompt/define.js');
    const one = await fixture<PalabreComment>(
      html`<palabre-comment .comment=${comment(1)}></palabre-comment>`,
    );
    await rendered(one);
    await expectAccessible(one);
    for (const reason of ['login', 'subscribe', 'closed'] as const) {
      const prompt = await fixture<PalabreLoginPrompt>(
        html`<palabre-login-prompt reason=${reason}></palabre-login-prompt>`,
      );
      await rendered(prompt);
      await expectAccessible(prompt);
    }
    const button = await fixture<PalabreVoteButton>(
      html`<palabre-vote-button comment-id="x" author="Ana" count="3"></palabre-vote-button>`,
    );
    await rendered(button);
    await expectAccessible(button);
  });

  it('show a comment that they are given, in a root of their own', async () => {
    const element = await fixture<PalabreComment>(
      html`<palabre-comment lang="fr" .comment=${comment(1, { text: 'Seul' })}></palabre-comment>`,
    );
    const root = await rendered(element);
    expect(textOf(part(root, 'body'))).to.equal('Seul');
    expect(parts(root, 'reply-button')).to.have.length(0);
    expect(parts(root, 'vote-button')).to.have.length(0);
    element.comment = tombstone(1, 'author');
    await element.updateComplete;
    expect(textOf(part(root, 'tombstone'))).to.contain('supprimé par son auteur·ice');
  });

  it('show nothing of a comment that they are not given', async () => {
    const element = await fixture<PalabreComment>(html`<palabre-comment></palabre-comment>`);
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector('[part]')).to.equal(null);
  });

  it('ask for a vote, and change nothing themselves', async () => {
    const element = await fixture<PalabreVoteButton>(
      html`<palabre-vote-button comment-id="x" author="Ana" count="3"></palabre-vote-button>`,
    );
    const root = await rendered(element);
    const asked: unknown[] = [];
    element.addEventListener('palabre-vote-request', ({ detail }) => asked.push(detail));
    await pressOn(part(root, 'vote-button'));
    await element.updateComplete;
    expect(asked).to.deep.equal([{ comment: 'x', value: 1 }]);
    expect(part(root, 'vote-button').getAttribute('aria-pressed')).to.equal('false');
    element.value = 1;
    element.count = 4;
    await element.updateComplete;
    expect(part(root, 'vote-button').getAttribute('aria-pressed')).to.equal('true');
    await pressOn(part(root, 'vote-button'), ' ');
    expect(asked[1]).to.deep.equal({ comment: 'x', value: 0 });
  });

  it('leave a name alone that the page has taken', async () => {
    const { define } = await import('../../../src/elements/define.js');
    class Own extends HTMLElement {}
    class Later extends HTMLElement {}
    define('palabre-taken', Own);
    define('palabre-taken', Later);
    expect(customElements.get('palabre-taken')).to.equal(Own);
  });

  it('do not show while they are hidden', async () => {
    const element = await fixture<PalabreVoteButton>(
      html`<palabre-vote-button hidden comment-id="x" count="3"></palabre-vote-button>`,
    );
    expect(getComputedStyle(element).display).to.equal('none');
  });
});
