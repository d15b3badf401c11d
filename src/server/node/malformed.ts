import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { BadRequest, problemResponse } from '../problems.js';

interface ClientError extends Error {
  code?: string;
}

/**
 * What never became a request is answered too: 431 for too many headers, 408 for one that did not
 * come in time, 400 for anything else; then the connection ends.
 */
export function answerMalformed(
  onMalformed: (status: number) => void = () => {},
): (error: ClientError, socket: Duplex) => void {
  return ({ code }, socket) => {
    // With an answer under way, another one in the midst of it would be worse than none.
    const { _httpMessage: answering } = socket as Socket & { _httpMessage?: unknown };
    if (code === 'ECONNRESET' || !socket.writable || answering != null) {
      socket.destroy();
      return;
    }
    const problem = problemOf(code);
    onMalformed(problem.status);
    void send(problem, socket);
  };
}

function problemOf(code: string | undefined): BadRequest {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new BadRequest('The headers are too large.', 431);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new BadRequest('The request took too long to come.', 408);
    default:
      return new BadRequest('That is no HTTP request.');
  }
}

async function send(problem: BadRequest, socket: Duplex): Promise<void> {
  const response = problemResponse(problem);
  const body = await response.text();
  const { title } = JSON.parse(body) as { title: string };
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${response.status} ${title}\r\n${headers}connection: close\r\n\r\n${body}`);
}
