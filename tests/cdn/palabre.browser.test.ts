import { expect } from '@open-wc/testing';

/* The forms of the script tag in every engine; what they fetch is seen by the whole-page tests. */

const SOURCE = new URL('/dist/cdn/palabre.js', location.href).href;

/** The tag, once it and what it is to mount have had their time. */
async function insert(attributes: Record<string, string>, place: Element): Promise<Element | null> {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
  script.src = SOURCE;
  place.append(script);
  await loaded;
  return script.nextElementSibling;
}

describe('the script tag', () => {
  const backend = `${location.origin}/none`;
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  for (const type of ['text/javascript', 'module']) {
    it(`mounts each tag once: ${type}`, async () => {
      for (const thread of ['a', 'b']) {
        const attributes = {
          type,
          'data-backend': backend,
          'data-thread': thread,
          'data-page-size': '7',
        };
        const mounted = await insert(attributes, place);
        expect(mounted?.localName).to.equal('palabre-thread');
        expect(mounted?.getAttribute('thread')).to.equal(thread);
        expect(mounted?.getAttribute('page-size')).to.equal('7');
      }
      expect(place.querySelectorAll('palabre-thread')).to.have.length(2);
      await customElements.whenDefined('palabre-thread');
    });

    it(`mounts nothing without a backend: ${type}`, async () => {
      expect(await insert({ type }, place)).to.equal(null);
    });
  }

  it('asks at once, as the thread would', async () => {
    const fetch = window.fetch.bind(window);
    const asked: string[] = [];
    window.fetch = (input, init) => {
      asked.push(input as string);
      return fetch(input, init);
    };
    try {
      await insert({ 'data-backend': backend, 'data-thread': 'a b&c' }, place);
    } finally {
      window.fetch = fetch;
    }
    expect(asked[0]).to.equal(`${backend}/v1/thread?thread=a+b%26c&sort=newest&limit=25`);
  });
});
