import assert from 'node:assert/strict';
import { get, type IncomingHttpHeaders } from 'node:http';
import { threadChangesSchema } from '../../../src/wire/thread.js';
import type { ThreadChanges } from '../../../src/model/thread.js';
import { until } from '../../support/processes.js';
import { query } from './site.js';

/** One reader of live events over a real connection, as a browser's EventSource is. */
export interface EventReader {
  status: number;
  headers: IncomingHttpHeaders;
  /** What came, each as the contract has it. */
  events: ThreadChanges[];
  /** Ids of the comments that came, in their order. */
  ids(): string[];
  /** The last event's id. */
  last(): number;
  /** Everything as it came. */
  text(): string;
  /** Waits until a comment has come. */
  has(id: string): Promise<void>;
  /** Takes nothing from now on. */
  pause(): void;
  resume(): void;
  close(): void;
  ended: Promise<void>;
}

export interface EventInit {
  /** `since` in the query. */
  since?: number;
  /** The header. */
  last?: number | string;
  address?: string;
}

/** Opens a stream; also one that is refused resolves. */
export async function openEvents(
  url: string,
  key: string,
  { since, last, address }: EventInit = {},
): Promise<EventReader> {
  const path = `/v1/events?${query(key, since === undefined ? '' : `&since=${since}`)}`;
  const headers = {
    ...(last === undefined ? {} : { 'Last-Event-ID': String(last) }),
    ...(address === undefined ? {} : { 'X-Forwarded-For': address }),
  };
  return new Promise((resolve, reject) => {
    const request = get(`${url}${path}`, { headers, agent: false }, (response) => {
      const events: ThreadChanges[] = [];
      let text = '';
      let begin = 0;
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        for (let end; (end = text.indexOf('\n\n', begin)) !== -1; begin = end + 2) {
          const changes = toChanges(text.slice(begin, end));
          if (changes !== null) events.push(changes);
        }
      });
      const ended = new Promise<void>((done) => response.once('close', done));
      response.on('error', () => undefined);
      const ids = () => events.flatMap(({ comments }) => comments.map(({ id }) => id));
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events,
        ids,
        last: () => events.at(-1)?.revision ?? NaN,
        text: () => text,
        has: (id) => until(async () => ids().includes(id), `the comment ${id}`),
        pause: () => void response.pause(),
        resume: () => void response.resume(),
        close: () => void request.destroy(),
        ended,
      });
    });
    request.on('error', reject);
  });
}

function toChanges(block: string): ThreadChanges | null {
  const fields = block.split('\n').filter((line) => !line.startsWith(':'));
  const values = new Map(
    fields.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 2),
    ]),
  );
  if (!values.has('data')) return null;
  assert.deepEqual([...values.keys()], ['id', 'event', 'data']);
  assert.equal(values.get('event'), 'changes');
  const changes = threadChangesSchema.parse(JSON.parse(values.get('data') ?? ''));
  assert.equal(values.get('id'), String(changes.revision));
  return changes;
}
