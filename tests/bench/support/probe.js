/*
 * Runs in the measured page before anything else. Times are milliseconds since the navigation, and
 * those of the end of the frame that shows it.
 */
{
  const probe = { first: null, all: null, shift: 0, longest: 0, blocking: 0, interaction: 0 };
  window.probe = probe;
  const observe = (type, see, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
      type,
      buffered: true,
      ...options,
    });
  observe('layout-shift', ({ value }) => (probe.shift += value));
  observe('longtask', ({ duration }) => {
    probe.longest = Math.max(probe.longest, duration);
    probe.blocking += Math.max(0, duration - 50);
  });
  const see = ({ interactionId, duration }) => {
    if (interactionId) probe.interaction = Math.max(probe.interaction, duration);
  };
  observe('event', see, { durationThreshold: 16 });

  let articles;
  const find = () => {
    const thread = document.querySelector('palabre-thread');
    const root = thread
      ? thread.shadowRoot?.querySelector('[part=thread]')
      : document.querySelector('script + section');
    return (articles = root?.getElementsByTagName('article'));
  };
  const look = () => {
    const count = (articles ?? find())?.length ?? 0;
    const { wanted } = window;
    setTimeout(() => {
      if (count > 0) probe.first ??= performance.now();
      if (count === wanted) probe.all ??= performance.now();
    });
    if (probe.all === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
