import { WebSocket } from 'ws';
import { type ClientFrame, livePath, type Place, type ServerFrame } from '../../protocol/frames.js';
import type { TopicName } from '../../protocol/topics.js';

/** A page's connection: what it has of each topic. */
export interface Follower {
  readonly socket: WebSocket;
  readonly frames: readonly ServerFrame[];
  /** Rows by topic and id, as the frames so far leave them. */
  readonly rows: ReadonlyMap<TopicName, ReadonlyMap<string, unknown>>;
  readonly documents: ReadonlyMap<TopicName, unknown>;
  /** Where it is with a topic. */
  place(topic: TopicName): Place;
  send(frame: ClientFrame): void;
  /** Code with which the connection ended. */
  readonly closed: Promise<number>;
}

/** Opens a connection as the page does. Rejects where the server does not speak WebSocket to it. */
export async function followLive(
  url: string,
  cookie: string | null,
  topics: readonly { readonly topic: TopicName; readonly after?: Place }[],
  origin: string = url,
): Promise<Follower> {
  const headers = { origin, ...(cookie === null ? {} : { cookie }) };
  const socket = new WebSocket(`${url.replace('http', 'ws')}${livePath}`, { headers });
  const frames: ServerFrame[] = [];
  const rows = new Map<TopicName, Map<string, unknown>>();
  const documents = new Map<TopicName, unknown>();
  const sequences = new Map<TopicName, number>();
  let life = '';
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as ServerFrame;
    frames.push(frame);
    if (frame.type === 'hello') life = frame.life;
    if (!('topic' in frame)) return;
    sequences.set(frame.topic, frame.sequence);
    const known = rows.get(frame.topic) ?? new Map<string, unknown>();
    rows.set(frame.topic, known);
    if (frame.type === 'document') documents.set(frame.topic, frame.value);
    else {
      if (frame.type === 'snapshot') known.clear();
      for (const row of frame.type === 'snapshot' ? frame.rows : frame.put) known.set(row.id, row);
      if (frame.type === 'delta') for (const id of frame.remove) known.delete(id);
    }
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const send = (frame: ClientFrame) => socket.send(JSON.stringify(frame));
  if (topics.length > 0) send({ type: 'subscribe', topics: [...topics] });
  const place = (topic: TopicName) => ({ life, sequence: sequences.get(topic) ?? 0 });
  return { socket, frames, rows, documents, place, send, closed };
}
