import { livePath } from '../../protocol/link-rules.js';
import type { FeedSocket, FeedSocketEvents } from './live-feed.js';

/** The server that the page came from, over a real WebSocket. */
export function browserSocket({ onText, onClose }: FeedSocketEvents): FeedSocket {
  const socket = new WebSocket(new URL(livePath, location.href.replace(/^http/, 'ws')));
  socket.addEventListener('message', ({ data }) => onText(String(data)));
  socket.addEventListener('close', ({ code }) => onClose(code));
  return {
    send: (text) => {
      // Between the loss of a socket and the event that says so, nothing can be sent; the next one asks anew.
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}
