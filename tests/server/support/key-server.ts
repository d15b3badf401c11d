import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KeyServer {
  url: string;
  /** How often it was asked. */
  asked: number;
  /** What it answers with; the keys of a set, by default none. */
  act: (response: ServerResponse) => void;
  keys(...keys: object[]): void;
  /** From then on nobody answers at its address. */
  close(): Promise<void>;
}

/** A newspaper's key server, on a port of its own. */
export async function openKeyServer(): Promise<KeyServer> {
  const server = createServer((_, response) => {
    keyServer.asked += 1;
    keyServer.act(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const keyServer: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    asked: 0,
    act: () => {},
    keys(...keys) {
      keyServer.act = (response) =>
        void response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ keys }));
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  keyServer.keys();
  return keyServer;
}
