// Keeps this article readable without a network; the discussion under it keeps itself.
const line = document.getElementById('flight');
const address = '/assets/offline-worker.js';

if ('serviceWorker' in navigator) void prepare();
else line.textContent = 'Ce navigateur ne garde pas de pages\u00a0: seule la discussion sera là.';

async function prepare() {
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(trusted(address), { scope: location.pathname });
    const { active } = await serviceWorker.ready;
    // What came before the worker did, and what is fetched later.
    const follow = new PerformanceObserver((list) =>
      keep(active, list.getEntriesByType('resource')),
    );
    follow.observe({ type: 'resource', buffered: true });
    keep(active, [{ name: location.href.split('#')[0] }]);
  } catch (error) {
    console.warn('No page is kept here:', error);
  }
}

/** A page that asks for trusted types takes a worker's address from a policy. */
function trusted(url) {
  const { trustedTypes } = window;
  if (!trustedTypes) return url;
  return trustedTypes.createPolicy('offline', { createScriptURL: (it) => it }).createScriptURL(url);
}

let waiting = 0;

function keep(worker, entries) {
  const { port1, port2 } = new MessageChannel();
  waiting += 1;
  port1.onmessage = () => {
    waiting -= 1;
    if (waiting === 0) line.textContent = 'Prête\u00a0: vous pouvez couper le réseau.';
  };
  worker.postMessage(
    entries.map(({ name }) => name),
    [port2],
  );
}
