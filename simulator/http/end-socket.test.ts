import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { endSocket } from './end-socket.js';

it('answers who is refused, and lives on when that one is gone already', async () => {
  const server = createServer();
  const destroyed = new Promise<void>((resolve) => {
    server.on('upgrade', (_request, socket) => {
      endSocket(socket, 'HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      socket.once('close', () => resolve());
      // What the system says of a client that reset its connection.
      socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  await destroyed;
  expect(server.listening).toBe(true);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
