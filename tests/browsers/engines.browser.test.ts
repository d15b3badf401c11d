import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, css, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { expectAccessible } from '../support/axe.js';

class ProbeElement extends LitElement {
  static override styles = css`
    p {
      color: rgb(1, 2, 3);
    }
  `;

  @property() name = 'nobody';

  protected override render(): TemplateResult {
    return html`<p>Hello ${this.name}</p>`;
  }
}
customElements.define('probe-element', ProbeElement);

describe('the engine', () => {
  it('renders a Lit element with decorated properties in a shadow root', async () => {
    const element = await fixture<ProbeElement>(html`<probe-element></probe-element>`);
    const paragraph = (): string => element.shadowRoot!.querySelector('p')!.textContent;
    expect(paragraph()).to.equal('Hello nobody');

    element.name = 'Awa';
    await element.updateComplete;

    expect(paragraph()).to.equal('Hello Awa');
  });

  it('styles it by constructible style sheets', async () => {
    const element = await fixture(html`<probe-element></probe-element>`);
    const root = element.shadowRoot!;
    expect(root.adoptedStyleSheets).to.have.length(1);
    expect(root.querySelector('style')).to.equal(null);
    expect(getComputedStyle(root.querySelector('p')!).color).to.equal('rgb(1, 2, 3)');
  });

  it('has a focused window, on which focus tests rely', () => {
    expect(document.hasFocus()).to.equal(true);
  });

  it('passes an accessible element', async () => {
    await expectAccessible(await fixture(html`<probe-element></probe-element>`));
  });

  it('names what is not accessible, inside shadow roots too', async () => {
    const element = await fixture(html`<div></div>`);
    const button = document.createElement('button');
    element.attachShadow({ mode: 'open' }).append(button);

    const error = await expectAccessible(element).then(
      () => undefined,
      (reason: Error) => reason,
    );

    expect(error?.message).to.match(/button-name .*\n.*div → button/);
  });
});
