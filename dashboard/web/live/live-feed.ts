import type { ClientFrame, ServerFrame } from '../../protocol/frames.js';
import { closeCodes, silenceLimitMs } from '../../protocol/link-rules.js';
import type { TopicName } from '../../protocol/topics.js';
import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { applyFrame } from './apply-frame.js';
import { backoffDelay } from './backoff-delay.js';
import type { TopicMemory } from './topic-memory.js';

/** The part of a WebSocket that is used. */
export interface FeedSocket {
  send(text: string): void;
  close(): void;
}

export interface FeedSocketEvents {
  readonly onText: (text: string) => void;
  /** Once, whichever side ended it, also when it never opened. */
  readonly onClose: (code: number) => void;
}

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Lost; `since` by the server's clock, Unix ms. */
  | { readonly kind: 'lost'; readonly since: number }
  /** The session has ended: nothing is tried until somebody logs in. */
  | { readonly kind: 'refused' };

export interface LiveFeedParts {
  readonly connect: (events: FeedSocketEvents) => FeedSocket;
  readonly clock: Clock;
  /** 0…1. */
  readonly random: () => number;
  /** Calls back when it is time to paint: many frames become one. */
  readonly beforePaint: (callback: () => void) => void;
}

export interface LiveFeed {
  /** Keeps a topic coming until the returned function is called; what was known stays, to go on from later. */
  watch(topic: TopicName): () => void;
  read(topic: TopicName): TopicMemory | undefined;
  link(): LinkState;
  /** The server's time by its last word, Unix ms; this machine's before any. */
  serverNow(): number;
  /** Tells of changes, at most once a paint. */
  onChange(listener: () => void): () => void;
  stop(): void;
}

const PING_EVERY_MS = silenceLimitMs / 3;
/** A server that says nothing for this long, though pinged, is gone. */
const DEAF_AFTER_MS = PING_EVERY_MS * 1.5;

/** Everything live of the page: one socket that comes back by itself and goes on where it stopped. */
export function createLiveFeed({ connect, clock, random, beforePaint }: LiveFeedParts): LiveFeed {
  const memories = new Map<TopicName, TopicMemory>();
  const watchers = new Map<TopicName, number>();
  const listeners = new Set<() => void>();
  let state: LinkState = { kind: 'connecting' };
  let socket: FeedSocket | null = null;
  let life: string | null = null;
  let offset = 0;
  let attempt = 0;
  let heardAt = clock.monotonic();
  let told = true;
  let stopped = false;
  let cancelRetry: Cancel = () => {};

  const changed = () => {
    if (!told) return;
    told = false;
    beforePaint(() => {
      told = true;
      for (const listener of listeners) listener();
    });
  };
  const say = (frame: ClientFrame) => socket?.send(JSON.stringify(frame));
  const subscribe = (topics: readonly TopicName[], resuming = true) => {
    if (life === null || topics.length === 0) return;
    say({
      type: 'subscribe',
      topics: topics.map((topic) => {
        const after = resuming ? memories.get(topic)?.place : undefined;
        return after === undefined ? { topic } : { topic, after };
      }),
    });
  };

  const take = (frame: ServerFrame) => {
    switch (frame.type) {
      case 'hello':
        offset = frame.now - clock.now();
        life = frame.life;
        attempt = 0;
        state = { kind: 'open' };
        subscribe([...watchers.keys()]);
        break;
      case 'pong':
        offset = frame.now - clock.now();
        return;
      case 'document':
      case 'snapshot':
      case 'delta': {
        if (life === null) return;
        const applied = applyFrame(memories.get(frame.topic), life, frame);
        if (applied.kind === 'known') return;
        if (applied.kind === 'lost') {
          subscribe([frame.topic], false);
          return;
        }
        memories.set(frame.topic, applied.memory);
        break;
      }
    }
    changed();
  };

  const lose = (code: number) => {
    socket = null;
    life = null;
    if (stopped) return;
    if (code === closeCodes.unauthenticated) {
      state = { kind: 'refused' };
    } else {
      if (state.kind !== 'lost') state = { kind: 'lost', since: clock.now() + offset };
      cancelRetry = clock.after(backoffDelay(attempt, random()), open);
      attempt += 1;
    }
    changed();
  };

  const open = () => {
    let current = true;
    heardAt = clock.monotonic();
    const mine = connect({
      onText: (text) => {
        if (!current) return;
        heardAt = clock.monotonic();
        take(JSON.parse(text) as ServerFrame);
      },
      onClose: (code) => {
        if (!current) return;
        current = false;
        lose(code);
      },
    });
    // A close while connecting has been dealt with already, and then there is no socket to keep.
    if (current) socket = mine;
  };

  const cancelPing = clock.every(PING_EVERY_MS, () => {
    if (socket === null) return;
    if (clock.monotonic() - heardAt > DEAF_AFTER_MS) socket.close();
    else if (life !== null) say({ type: 'ping' });
  });
  open();

  return {
    watch(topic) {
      const count = watchers.get(topic) ?? 0;
      watchers.set(topic, count + 1);
      if (count === 0) subscribe([topic]);
      let released = false;
      return () => {
        if (released) return;
        released = true;
        const left = (watchers.get(topic) ?? 1) - 1;
        if (left > 0) {
          watchers.set(topic, left);
          return;
        }
        watchers.delete(topic);
        if (life !== null) say({ type: 'unsubscribe', topics: [topic] });
      };
    },
    read: (topic) => memories.get(topic),
    link: () => state,
    serverNow: () => clock.now() + offset,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancelRetry();
      cancelPing();
      socket?.close();
    },
  };
}
