import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type ClientFrame, clientFrameSchema, closeCodes, silenceLimitMs } from '../../protocol/frames.js';
import type { TopicName } from '../../protocol/topics.js';
import { type ClientSocket, LiveClient } from './live-client.js';
import type { LiveTopics } from './live-topics.js';

/** Ten frames a second of one topic are as many as anybody can see. */
export const FLUSH_MS = 100;
const MOST_CLIENTS = 200;
/** A page sends a few frames at its start, then pings. */
const MOST_FRAMES_A_MINUTE = 240;

/** A WebSocket, as far as the hub needs it. */
export interface HubSocket extends ClientSocket {
  close(code: number, reason: string): void;
  /** Ends it without waiting for the other side. */
  terminate(): void;
}

interface Connection {
  readonly client: LiveClient;
  readonly socket: HubSocket;
  /** Whether whoever opened it may still see anything. */
  readonly isAllowed: () => boolean;
  heardAt: number;
  frames: number;
  countedFrom: number;
}

export interface HubCounts {
  readonly clients: number;
  /** Dropped because they did not read. */
  readonly dropped: number;
}

interface HubParts {
  readonly clock: Clock;
  readonly topics: LiveTopics;
  /** Names this life of the server: sequences of another one mean nothing. */
  readonly life: string;
  /** Told which topics somebody follows, whenever that changes. */
  readonly onWatched?: (watched: ReadonlySet<TopicName>) => void;
}

/** All connections. Whatever happens between two flushes reaches a client as one frame a topic. */
export class LiveHub {
  readonly #parts: HubParts;
  readonly #connections = new Set<Connection>();
  readonly #cancel: () => void;
  #dropped = 0;

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#cancel = parts.clock.every(FLUSH_MS, () => this.flush());
  }

  get counts(): HubCounts {
    return { clients: this.#connections.size, dropped: this.#dropped };
  }

  /** Takes a connection in, or closes it. @returns what to tell of it */
  connect(
    socket: HubSocket,
    isAllowed: () => boolean,
  ): { readonly frame: (text: string) => void; readonly pong: (words: string) => void; readonly gone: () => void } {
    const { clock, life } = this.#parts;
    const now = clock.now();
    if (this.#connections.size >= MOST_CLIENTS) {
      socket.close(closeCodes.full, 'too many connections');
      return { frame: () => undefined, pong: () => undefined, gone: () => undefined };
    }
    const client = new LiveClient(socket);
    const connection: Connection = { client, socket, isAllowed, heardAt: now, frames: 0, countedFrom: now };
    this.#connections.add(connection);
    socket.send(JSON.stringify({ type: 'hello', life, now }));
    return {
      frame: (text) => this.#take(connection, text),
      pong: (words) => client.pong(words),
      gone: () => this.#forget(connection),
    };
  }

  /** Tells everybody what is new, and ends the connections of those who are gone. */
  flush(): void {
    const { clock, topics } = this.#parts;
    topics.commit();
    const now = clock.now();
    const steady = clock.monotonic();
    for (const connection of this.#connections) {
      const { client, socket } = connection;
      if (!connection.isAllowed()) this.#close(connection, closeCodes.unauthenticated, 'the session has ended');
      else if (now - connection.heardAt > silenceLimitMs) this.#close(connection, closeCodes.silent, 'no sign of life');
      else if (client.isStalled(steady)) {
        // A close frame would wait behind everything it does not read.
        socket.terminate();
        this.#dropped++;
        this.#forget(connection);
      } else client.send((name) => topics.of(name), steady);
    }
  }

  /** Closes everything; clients may come back soon. */
  close(): void {
    this.#cancel();
    for (const connection of this.#connections) this.#close(connection, closeCodes.ending, 'the server ends');
  }

  #take(connection: Connection, text: string): void {
    const now = this.#parts.clock.now();
    connection.heardAt = now;
    if (now - connection.countedFrom >= 60_000) Object.assign(connection, { frames: 0, countedFrom: now });
    if (++connection.frames > MOST_FRAMES_A_MINUTE) {
      this.#close(connection, closeCodes.invalid, 'too many frames');
      return;
    }
    const frame = readFrame(text);
    if (frame === null) this.#close(connection, closeCodes.invalid, 'not a frame of this protocol');
    else this.#answer(connection, frame, now);
  }

  #answer({ client, socket }: Connection, frame: ClientFrame, now: number): void {
    switch (frame.type) {
      case 'ping':
        socket.send(JSON.stringify({ type: 'pong', now }));
        return;
      case 'subscribe':
        for (const { topic, after } of frame.topics)
          client.subscribe(topic, after?.life === this.#parts.life ? after.sequence : null);
        break;
      case 'unsubscribe':
        for (const topic of frame.topics) client.unsubscribe(topic);
        break;
    }
    this.#tellWatched();
  }

  #close(connection: Connection, code: number, reason: string): void {
    connection.socket.close(code, reason);
    this.#forget(connection);
  }

  #forget(connection: Connection): void {
    if (this.#connections.delete(connection)) this.#tellWatched();
  }

  #tellWatched(): void {
    const watched = new Set<TopicName>();
    for (const { client } of this.#connections) for (const topic of client.topics) watched.add(topic);
    this.#parts.onWatched?.(watched);
  }
}

function readFrame(text: string): ClientFrame | null {
  try {
    return clientFrameSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
