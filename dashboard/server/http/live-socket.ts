import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes, livePath } from '../../protocol/frames.js';
import type { Door } from '../auth/door.js';
import type { OwnOrigin } from '../auth/own-origin.js';
import type { LiveHub } from '../live/live-hub.js';

const MOST_FRAME_BYTES = 16 * 1024;

export interface LiveSocketParts {
  readonly hub: LiveHub;
  readonly door: Door;
  readonly origin: OwnOrigin;
  /** Everybody may look. */
  readonly publicDemo: boolean;
}

/** Opens WebSockets on a server for those who are logged in. @returns what closes them */
export function attachLiveSocket(server: Server, parts: LiveSocketParts): () => Promise<void> {
  const { door, hub, origin, publicDemo } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false });
  const open = (socket: WebSocket, request: IncomingMessage) => {
    socket.on('error', () => socket.terminate());
    const session = door.whoIs(request.headers.cookie);
    if (session === null && !publicDemo) {
      socket.close(closeCodes.unauthenticated, 'log in first');
      return;
    }
    const { frame, gone, pong } = hub.connect(socket, () => publicDemo || (session !== null && door.isOpen(session)));
    socket.on('message', (data, isBinary) => frame(isBinary ? '' : data.toString()));
    socket.on('pong', (words) => pong(words.toString()));
    socket.on('close', gone);
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { host, origin: from } = request.headers;
    const isOurs = origin.isOwnHost(host) && origin.isOwnOrigin({ host, origin: from });
    if (!isOurs || request.url?.split('?')[0] !== livePath) {
      // Who is refused may be gone already; without this the process would end by it.
      socket.on('error', () => socket.destroy());
      socket.end(`HTTP/1.1 ${isOurs ? '404 Not Found' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, request));
  };
  server.on('upgrade', upgrade);
  return async () => {
    server.off('upgrade', upgrade);
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
