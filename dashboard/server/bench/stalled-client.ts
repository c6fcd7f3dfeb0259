import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type ClientFrame, livePath } from '../../protocol/frames.js';

/** A text frame of a client as RFC 6455 wants it: masked. */
function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const size = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  for (let index = 0; index < payload.length; index++)
    payload[index] = (payload[index] as number) ^ (mask[index % 4] as number);
  return Buffer.concat([size, mask, payload]);
}

/** Opens a connection as the page does, subscribes, and never reads again. Resolves with what notices its end. */
export async function stalledClient(
  url: string,
  cookie: string,
  frame: ClientFrame,
): Promise<{ readonly socket: Socket; readonly ended: Promise<void> }> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(
    [
      `GET ${livePath} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${url}`,
      `Cookie: ${cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  await new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.write(clientFrame(JSON.stringify(frame).padEnd(200)));
  socket.pause();
  return { socket, ended };
}
