// What a newspaper could count of a discussion: nothing of who it was, nothing kept, nothing sent.
const cells = Object.fromEntries(
  [...document.querySelectorAll('[data-counted]')].map((cell) => [cell.dataset.counted, cell]),
);
const set = (name, value) => (cells[name].textContent = value);
const add = (name, by = 1) => set(name, Number(cells[name].textContent) + by);
const on = (event, act) =>
  document.addEventListener(`palabre-${event}`, ({ detail }) => act(detail));

// What has happened: these bubble out of every thread of the page.
on('load', ({ total }) => [add('shown'), set('total', total)]);
on('change', ({ total }) => set('total', total));
on('post', ({ comment }) => add(comment.parent === null ? 'written' : 'answered'));
on('vote', ({ value }) => add('voted', value === 0 ? -1 : 1));
on('error', () => add('failed'));

// What a reader wishes, before it happens; `preventDefault()` on the event would take it over.
on('reply-request', () => add('replying'));
on('login-request', () => add('login'));
on('subscribe-request', () => add('subscribe'));
