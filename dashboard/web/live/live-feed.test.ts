import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientFrame, ServerFrame } from '../../protocol/frames.js';
import { closeCodes } from '../../protocol/link-rules.js';
import { createLiveFeed, type FeedSocketEvents, type LiveFeed } from './live-feed.js';

/** The server's end of one connection. */
class Connection {
  readonly said: ClientFrame[] = [];
  closed = false;
  readonly #events: FeedSocketEvents;

  constructor(events: FeedSocketEvents) {
    this.#events = events;
  }

  tell(frame: unknown): void {
    this.#events.onText(JSON.stringify(frame as ServerFrame));
  }

  drop(code = 1006): void {
    this.#events.onClose(code);
  }

  end(): void {
    this.closed = true;
    this.drop();
  }
}

const START = 1_000_000;
let clock: SimulatedClock;
let connections: Connection[];
let feed: LiveFeed;
let changes: number;

const last = (): Connection => {
  const connection = connections.at(-1);
  if (connection === undefined) throw new Error('nobody connected');
  return connection;
};
const subscriptions = (connection: Connection) => connection.said.filter(({ type }) => type === 'subscribe');

beforeEach(() => {
  clock = new SimulatedClock(START);
  connections = [];
  changes = 0;
  feed = createLiveFeed({
    connect: (events) => {
      const connection = new Connection(events);
      connections.push(connection);
      return {
        send: (text) => void connection.said.push(JSON.parse(text) as ClientFrame),
        close: () => connection.end(),
      };
    },
    clock,
    random: () => 1,
    beforePaint: (callback) => callback(),
  });
  feed.onChange(() => (changes += 1));
});

describe('live feed', () => {
  it('asks for what is watched once it is greeted, and for what is watched later at once', () => {
    feed.watch('halt');
    expect(last().said).toEqual([]);
    last().tell({ type: 'hello', life: 'one', now: START });
    expect(last().said).toEqual([{ type: 'subscribe', topics: [{ topic: 'halt' }] }]);
    feed.watch('risk');
    feed.watch('risk');
    expect(subscriptions(last())).toHaveLength(2);
  });

  it('goes on after a loss from where it stopped', () => {
    feed.watch('trades');
    last().tell({ type: 'hello', life: 'one', now: START });
    last().tell({ type: 'snapshot', topic: 'trades', sequence: 7, rows: [{ id: 'a' }] });
    last().drop();
    expect(feed.link()).toEqual({ kind: 'lost', since: START });
    clock.advanceBy(400);
    expect(connections).toHaveLength(2);
    last().tell({ type: 'hello', life: 'one', now: START + 400 });
    expect(last().said).toEqual([
      { type: 'subscribe', topics: [{ topic: 'trades', after: { life: 'one', sequence: 7 } }] },
    ]);
    expect(feed.link()).toEqual({ kind: 'open' });
    last().tell({ type: 'delta', topic: 'trades', sequence: 9, put: [{ id: 'b' }], remove: [] });
    const memory = feed.read('trades');
    expect(memory?.kind === 'table' && [...memory.rows.keys()]).toEqual(['a', 'b']);
  });

  it('keeps showing what it knew while the server is away, and takes the whole of its next life', () => {
    feed.watch('trades');
    last().tell({ type: 'hello', life: 'one', now: START });
    last().tell({ type: 'snapshot', topic: 'trades', sequence: 700, rows: [{ id: 'a' }] });
    last().drop(closeCodes.ending);
    expect(feed.read('trades')).toMatchObject({ place: { sequence: 700 } });
    clock.advanceBy(400);
    last().tell({ type: 'hello', life: 'two', now: START });
    last().tell({ type: 'snapshot', topic: 'trades', sequence: 1, rows: [{ id: 'b' }] });
    const memory = feed.read('trades');
    expect(memory?.kind === 'table' && [...memory.rows.keys()]).toEqual(['b']);
  });

  it('asks for the whole when it is told of a change of what it never had', () => {
    feed.watch('trades');
    last().tell({ type: 'hello', life: 'one', now: START });
    last().tell({ type: 'delta', topic: 'trades', sequence: 3, put: [{ id: 'a' }], remove: [] });
    expect(feed.read('trades')).toBeUndefined();
    expect(subscriptions(last())).toEqual([
      { type: 'subscribe', topics: [{ topic: 'trades' }] },
      { type: 'subscribe', topics: [{ topic: 'trades' }] },
    ]);
  });

  it('waits longer after each failure, ten seconds at most, and not at all after a greeting', () => {
    const waits: number[] = [];
    for (let n = 0; n < 7; n++) {
      const before = clock.now();
      last().drop();
      const known = connections.length;
      while (connections.length === known) clock.advanceBy(100);
      waits.push(clock.now() - before);
    }
    expect(waits).toEqual([400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    last().tell({ type: 'hello', life: 'one', now: START });
    last().drop();
    const known = connections.length;
    clock.advanceBy(400);
    expect(connections).toHaveLength(known + 1);
  });

  it('says since when it is lost, not since when it last tried', () => {
    last().drop();
    clock.advanceBy(400);
    last().drop();
    expect(feed.link()).toEqual({ kind: 'lost', since: START });
  });

  it('does not come back by itself when the session has ended', () => {
    last().drop(closeCodes.unauthenticated);
    expect(feed.link()).toEqual({ kind: 'refused' });
    clock.advanceBy(60_000);
    expect(connections).toHaveLength(1);
  });

  it('pings, and leaves a server that answers nothing', () => {
    last().tell({ type: 'hello', life: 'one', now: START });
    clock.advanceBy(20_000);
    expect(last().said).toEqual([{ type: 'ping' }]);
    last().tell({ type: 'pong', now: START + 20_000 });
    clock.advanceBy(20_000);
    clock.advanceBy(20_000);
    expect(connections[0]?.closed).toBe(true);
    expect(feed.link().kind).toBe('lost');
  });

  it('stops what nobody watches any more, once, however often it is told', () => {
    last().tell({ type: 'hello', life: 'one', now: START });
    const first = feed.watch('risk');
    const second = feed.watch('risk');
    first();
    first();
    expect(last().said.at(-1)?.type).toBe('subscribe');
    second();
    expect(last().said.at(-1)).toEqual({ type: 'unsubscribe', topics: ['risk'] });
  });

  it('tells the time by the server', () => {
    expect(feed.serverNow()).toBe(START);
    last().tell({ type: 'hello', life: 'one', now: START + 90_000 });
    expect(feed.serverNow()).toBe(START + 90_000);
    last().tell({ type: 'pong', now: START - 5 });
    expect(feed.serverNow()).toBe(START - 5);
  });

  it('does nothing any more after it was stopped', () => {
    feed.stop();
    expect(connections[0]?.closed).toBe(true);
    clock.advanceBy(60_000);
    expect(connections).toHaveLength(1);
    expect(changes).toBe(0);
  });
});
