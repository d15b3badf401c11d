// An article in flight mode: the page, what it looks like, and the files of Palabre. Comments are not
// kept here: Palabre keeps those itself, and takes back what is withdrawn.
const NAME = 'la-margelle';

/** Files whose name says what is in them. */
const isFixed = ({ pathname }) => /-[\w-]{8}\.js$/.test(pathname);

const isKept = ({ origin, pathname }) =>
  pathname.startsWith('/dist/cdn/') ||
  (origin === location.origin && /^\/(articles|assets)\//.test(pathname));

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const kept = event.data.filter((address) => isKept(new URL(address))).map(keep);
  event.waitUntil(Promise.allSettled(kept).then(() => event.ports[0].postMessage('kept')));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'GET' && isKept(url)) event.respondWith(answer(request, url));
});

async function answer(request, url) {
  const kept = () => caches.match(request, { ignoreVary: true });
  if (isFixed(url)) return (await kept()) ?? fetchAndKeep(request);
  return fetchAndKeep(request).catch(async () => (await kept()) ?? Response.error());
}

async function keep(address) {
  const isThere = isFixed(new URL(address)) && (await caches.match(address, { ignoreVary: true }));
  if (!isThere) await fetchAndKeep(address);
}

async function fetchAndKeep(request) {
  const response = await fetch(request);
  if (response.ok) await (await caches.open(NAME)).put(request, response.clone());
  return response;
}
