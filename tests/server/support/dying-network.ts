import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DyingNetwork {
  /** A database's address by way of it. */
  url: string;
  /** From now on nothing goes through, either way, and nobody is told: not even of an end. */
  die(): void;
  close(): void;
}

/** A network to a database, which may go away without a word. */
export async function dyingNetwork(databaseUrl: string): Promise<DyingNetwork> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isDead = false;

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(target.port || 5432), host: target.hostname });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    pass(near, far);
    pass(far, near);
  });

  function pass(from: Socket, to: Socket): void {
    from.on('data', (data) => isDead || to.write(data));
    from.on('end', () => isDead || to.end());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    die: () => void (isDead = true),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
