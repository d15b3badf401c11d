import { createServer } from 'node:http';

/*
 * What live events are measured against: a hand-written server that keeps nothing, and hands every
 * text it is sent to all who listen, as an event of as many bytes.
 */
const listeners = new Set();

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    for (const listener of listeners) listener.write(`event: changes\ndata: ${body}\n\n`);
    response.writeHead(204).end();
  });
});

process.on('message', () => {
  globalThis.gc();
  process.send({ heapUsed: process.memoryUsage().heapUsed });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}` }),
);
