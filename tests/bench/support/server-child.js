import { startServer } from '../../../dist/server/index.js';

/*
 * The built server in a process of its own, which says over the channel to its parent what it uses
 * and ends with it. Run with --expose-gc: what is left after a collection is what it keeps.
 */
const server = await startServer({
  ownProcess: true,
  onError: (message) => process.stderr.write(`${message}\n`),
});

process.on('message', (question) => {
  if (question === 'collect') globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ cpuMicroseconds: user + system, rss, heapUsed, external });
});
process.on('disconnect', () => void server.close().then(() => process.exit()));
process.send({ url: server.url });
