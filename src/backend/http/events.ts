import { createParser } from 'eventsource-parser';
import { PalabreError } from '../../model/errors.js';
import { failureOf } from './failure.js';

/** Milliseconds without a byte after which a stream is broken: the server shows at least each 25 s that it lives. */
const SILENCE_MS = 60_000;

/**
 * Reads server-sent events until the server ends them. By `fetch`, since an `EventSource` says neither
 * why it was refused nor that nothing comes any more.
 * @param timeout milliseconds for the first byte
 * @param hear takes the data of each event called `name`
 * @throws PalabreError `timeout`, `network`, `malformed` for what are no events, or the server's code
 */
export async function readEvents(
  url: string,
  name: string,
  timeout: number,
  signal: AbortSignal | undefined,
  hear: (data: unknown) => void,
): Promise<void> {
  const silent = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), milliseconds);
  };
  const end = signal ? AbortSignal.any([signal, silent.signal]) : silent.signal;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === name) hear(JSON.parse(data));
    },
  });
  try {
    wait(timeout);
    const decoder = new TextDecoder();
    const reader = (await open(url, end)).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      wait(SILENCE_MS);
      parser.feed(decoder.decode(read.value, { stream: true }));
    }
  } catch (error) {
    if (error instanceof PalabreError) throw error;
    const isNonsense = error instanceof SyntaxError;
    const code = silent.signal.aborted ? 'timeout' : isNonsense ? 'malformed' : 'network';
    throw new PalabreError(code, url, { cause: error });
  } finally {
    clearTimeout(timer);
    // What made no sense is not read on.
    silent.abort();
  }
}

async function open(url: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers = { Accept: 'text/event-stream' };
  const response = await fetch(url, { credentials: 'omit', cache: 'no-store', headers, signal });
  if (!response.ok) throw await failureOf(response);
  const type = response.headers.get('Content-Type') ?? '';
  if (response.body && type.startsWith('text/event-stream')) return response.body;
  throw new PalabreError('malformed', `${url} answered ${type || 'nothing'}, and no events`);
}
