import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowServer {
  port: number;
  /** What it was asked, as "PUT /v1/…". */
  asked: string[];
  /** What it has answered, with how many bytes each body had on the wire. */
  sent: { path: string; bytes: number }[];
  /** Milliseconds by which answers come later from now on. */
  delay: number;
  close(): void;
}

/** Hands everything on to the server at a port, and its answers back some milliseconds later. */
export async function openSlowServer(to: number, delay: number): Promise<SlowServer> {
  const asked: string[] = [];
  const sent: SlowServer['sent'] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url: path = '', headers } = incoming;
    if (method !== 'OPTIONS') asked.push(`${method} ${path}`);
    const onward = request({ host: 'localhost', port: to, method, path, headers }, (answer) => {
      setTimeout(() => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        const entry = { path, bytes: 0 };
        if (method !== 'OPTIONS') sent.push(entry);
        answer.on('data', (chunk: Buffer) => (entry.bytes += chunk.length));
        answer.pipe(outgoing);
      }, slow.delay);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const slow: SlowServer = {
    port: (server.address() as AddressInfo).port,
    asked,
    sent,
    delay,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return slow;
}
