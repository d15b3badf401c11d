import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowServer {
  port: number;
  /** What it was asked, as "PUT /v1/…". */
  asked: string[];
  close(): void;
}

/** Hands everything on to the server at a port, and its answers back some milliseconds later. */
export async function openSlowServer(to: number, delay: number): Promise<SlowServer> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    if (method !== 'OPTIONS') asked.push(`${method} ${path}`);
    const onward = request({ host: 'localhost', port: to, method, path, headers }, (answer) => {
      setTimeout(() => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }, delay);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
