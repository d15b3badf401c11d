import type { Discussion } from '../../discussion/discussion.js';

/** Calls `render` whenever one of the comments that stand out is another one, or gone. */
export function followHighlights(discussion: Discussion, render: () => void): void {
  const { store, signal } = discussion;
  let unfollow: (() => void)[] = [];
  const follow = (): void => {
    unfollow.forEach((stop) => stop());
    unfollow = discussion.highlights.map((id) => store.follow(`comment:${id}`, render));
  };
  follow();
  const stop = store.follow('thread', follow);
  signal.addEventListener('abort', () => [stop, ...unfollow].forEach((end) => end()));
}
