import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment } from '../../support/thread-builders.js';
import {
  commentElement,
  mountReady,
  part,
  parts,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

let pictures = 0;

/** A comment whose author has a picture of their own, where nobody listens. */
const withPicture = (n: number) => {
  const one = comment(n);
  const picture = `https://127.0.0.1:1/${(pictures += 1)}.png`;
  return { ...one, author: { ...one.author, picture } };
};

describe('palabre-thread: pictures', () => {
  watchHostPage();

  it('is accessible with pictures and without', async () => {
    const { thread } = await mountReady({
      comments: [withPicture(1), comment(2)],
      set: { pictures: true },
    });
    await expectAccessible(thread);
  });

  it('asks nobody for a picture unless the page wants them', async () => {
    const { root } = await mountReady({ comments: [withPicture(1)] });
    expect(root.querySelector('img')).to.equal(null);
    expect(textOf(part(root, 'avatar'))).to.not.equal('');
  });

  it('shows them when asked, and tells their host nothing of the page', async () => {
    const { thread, root } = await mountReady({ comments: [withPicture(1), comment(2)] });
    let picture: HTMLImageElement | null = null;
    // It may have failed, and be gone, before one looks.
    const observer = new MutationObserver(() => (picture ??= root.querySelector('img')));
    observer.observe(root, { childList: true, subtree: true });
    thread.pictures = true;
    await until(() => picture, 'the picture');
    observer.disconnect();
    expect(picture!.alt).to.equal('');
    expect(picture!.referrerPolicy).to.equal('no-referrer');
    expect(picture!.loading).to.equal('lazy');
    expect(parts(root, 'avatar')).to.have.length(2);
    expect(part(commentElement(root, 2), 'avatar').localName).to.equal('span');
  });

  it('shows initials where a picture cannot be had', async () => {
    const { root } = await mountReady({
      comments: [withPicture(1)],
      set: { pictures: true },
    });
    await until(() => part(root, 'avatar').localName === 'span', 'the initials');
    expect(textOf(part(root, 'avatar'))).to.not.equal('');
  });
});
