import { topicNames } from '../../protocol/topics.js';
import { WebSocket } from 'ws';
import { livePath, type ServerFrame } from '../../protocol/frames.js';

const PING_MS = 20_000;

export interface ClientLoad {
  readonly clients: number;
  readonly frames: number;
  readonly megabytes: number;
  /** From the publication of an opportunity to its frame at a client, ms. */
  readonly delays: readonly number[];
  /** Connections that ended without being asked to. */
  readonly lost: number;
}

/** So many pages that follow everything. @returns what ends them and tells what they saw */
export async function loadClients(url: string, cookie: string, count: number): Promise<() => ClientLoad> {
  let [frames, bytes, lost] = [0, 0, 0];
  const delays: number[] = [];
  const sockets = Array.from({ length: count }, () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${livePath}`, { headers: { origin: url, cookie } });
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'subscribe', topics: topicNames.map((topic) => ({ topic })) })),
    );
    socket.on('message', (data) => {
      const text = (data as Buffer).toString();
      frames++;
      bytes += text.length;
      if (!text.startsWith('{"type":"delta","topic":"opportunities"')) return;
      const now = Date.now();
      const frame = JSON.parse(text) as Extract<ServerFrame, { topic: 'opportunities'; type: 'delta' }>;
      for (const { detectedAt, outcome } of frame.put) if (outcome.kind === 'open') delays.push(now - detectedAt);
    });
    const gone = () => lost++;
    socket.on('close', gone);
    return { socket, gone };
  });
  await Promise.all(
    sockets.map(
      ({ socket }) => new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject)),
    ),
  );
  const pings = setInterval(() => sockets.forEach(({ socket }) => socket.send('{"type":"ping"}')), PING_MS);
  return () => {
    clearInterval(pings);
    for (const { socket, gone } of sockets) {
      socket.off('close', gone);
      socket.terminate();
    }
    return { clients: count - lost, frames, megabytes: bytes / 1e6, delays, lost };
  };
}
