import type { Duplex } from 'node:stream';

/** Answers a request to upgrade that is refused. Who asked may be gone already, which is nobody's error. */
export function endSocket(socket: Duplex, answer: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(answer);
}
