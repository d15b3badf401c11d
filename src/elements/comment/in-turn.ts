/** Milliseconds of work after which the page gets its turn: less than a long task, with some room. */
const SLICE_MS = 24;
/** The same at the very first: enough to fill a screen, so that there is something to read. */
const FIRST_SLICE_MS = 8;

interface Waiting {
  element: Element;
  run(): void;
}

const waiting: Waiting[] = [];
/** Made with the first update: an open one keeps Node from ending. */
let port: MessagePort | undefined;
/** When this slice began; 0 between slices. */
let begun = 0;
/** How long it may take. */
let limit = FIRST_SLICE_MS;
let working = false;
/** Where the one that comes next most likely belongs: after the last, or after what just ran. */
let next = 0;

/**
 * Updates elements a few at a time, those that are read first first, so that a long thread keeps
 * nobody from scrolling or typing. What there is time for is done before the next frame.
 */
export function inTurn(element: Element, update: () => void): Promise<void> {
  return new Promise((resolve) => {
    const run = (): void => resolve(new Promise((done) => done(update())));
    const place = placeOf(element);
    waiting.splice(place, 0, { element, run });
    next = place + 1;
    if (!working) void work();
  });
}

/** Before all that stand further down the page. A list comes in its own order, which is quick. */
function placeOf(element: Element): number {
  const isAfter = (at: number): boolean =>
    (waiting[at]!.element.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
  let [from, to] = [0, waiting.length];
  if (next > 0 && isAfter(next - 1)) from = next;
  if (from === next && (next === to || !isAfter(next))) return next;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isAfter(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}

async function work(): Promise<void> {
  working = true;
  // Whoever else has something to update says so first; later, what an update brought into being.
  await Promise.resolve();
  if (begun === 0) {
    begun = performance.now();
    (port ??= openPort()).postMessage(0);
  }
  while (waiting.length > 0 && performance.now() - begun < limit) {
    next = 0;
    waiting.shift()!.run();
    await Promise.resolve();
  }
  working = false;
}

/** Where a message begins the next slice, once the page has had its turn; printing does not wait. */
function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    begun = 0;
    limit = SLICE_MS;
    if (waiting.length > 0) void work();
  };
  // What is printed is printed whole: its slice ends when all is there.
  addEventListener('beforeprint', () => {
    if (waiting.length === 0) return;
    begun = Infinity;
    if (!working) void work();
  });
  return port2;
}
