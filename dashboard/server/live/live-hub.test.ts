import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import type { AlertRow } from '../../protocol/alert-row.js';
import { type ClientFrame, closeCodes, type ServerFrame, silenceLimitMs } from '../../protocol/frames.js';
import type { TopicName } from '../../protocol/topics.js';
import { PAUSE_SIZE, STALL_MS } from './live-client.js';
import { FLUSH_MS, type HubSocket, LiveHub } from './live-hub.js';
import { LiveTopics } from './live-topics.js';

const row = (id: string, body = ''): AlertRow => ({
  id,
  tier: 'routine',
  kind: 'test',
  title: '',
  body,
  source: 'test',
  at: 0,
  count: 1,
  acknowledgedAt: null,
  acknowledgedBy: null,
});

/** A socket whose other side reads what it is told to read; the systems in between take `between` before it shows. */
class TestSocket implements HubSocket {
  bufferedAmount = 0;
  reads = true;
  between = 0;
  /** Answers pings. */
  pong: (words: string) => void = () => undefined;
  #asked: string | null = null;
  readonly frames: ServerFrame[] = [];
  ended: number | 'terminated' | null = null;

  send(text: string): void {
    this.frames.push(JSON.parse(text) as ServerFrame);
    if (this.reads) return;
    const taken = Math.min(this.between, text.length);
    this.between -= taken;
    this.bufferedAmount += text.length - taken;
  }

  ping(words: string): void {
    if (this.reads) this.pong(words);
    else this.#asked = words;
  }

  /** Reads everything that waits. */
  readAll(): void {
    this.reads = true;
    this.bufferedAmount = 0;
    if (this.#asked !== null) this.pong(this.#asked);
    this.#asked = null;
  }

  close(code: number): void {
    this.ended = code;
  }

  terminate(): void {
    this.ended = 'terminated';
  }
}

function place() {
  const clock = new SimulatedClock(1_000);
  const topics = new LiveTopics();
  const watched: ReadonlySet<TopicName>[] = [];
  const hub = new LiveHub({ clock, topics, life: 'one', onWatched: (now) => watched.push(now) });
  const table = topics.table('alerts');
  table.replace([]);
  const connect = (frame: ClientFrame | null, isAllowed = () => true) => {
    const socket = new TestSocket();
    const connection = hub.connect(socket, isAllowed);
    socket.pong = connection.pong;
    if (frame) connection.frame(JSON.stringify(frame));
    return { socket, ...connection };
  };
  const follow = (after?: { life: string; sequence: number }): ClientFrame => ({
    type: 'subscribe',
    topics: [{ topic: 'alerts', ...(after ? { after } : {}) }],
  });
  return { clock, topics, table, hub, watched, connect, follow };
}

describe('the hub', () => {
  it('says hello, then the whole state, then what changed, at most ten times a second', () => {
    const { clock, table, connect, follow } = place();
    const { socket } = connect(follow());
    clock.advanceBy(FLUSH_MS);
    for (let index = 0; index < 1_000; index++) {
      table.put(row('a', String(index)));
      clock.advanceBy(1);
    }
    clock.advanceBy(FLUSH_MS);
    expect(socket.frames.slice(0, 2)).toMatchObject([
      { type: 'hello', life: 'one', now: 1_000 },
      { type: 'snapshot', topic: 'alerts', rows: [] },
    ]);
    const deltas = socket.frames.slice(2);
    expect(deltas.length).toBeLessThanOrEqual(11);
    expect(deltas.at(-1)).toMatchObject({ type: 'delta', put: [{ id: 'a', body: '999' }] });
  });

  it('goes on where a client was, and begins anew for one of an earlier life', () => {
    const { clock, table, connect, follow } = place();
    table.put(row('a'));
    clock.advanceBy(FLUSH_MS);
    const before = table.sequence;
    table.put(row('b'));
    clock.advanceBy(FLUSH_MS);
    const resumed = connect(follow({ life: 'one', sequence: before }));
    const other = connect(follow({ life: 'another', sequence: before }));
    const current = connect(follow({ life: 'one', sequence: table.sequence }));
    clock.advanceBy(FLUSH_MS);
    expect(resumed.socket.frames[1]).toMatchObject({ type: 'delta', put: [{ id: 'b' }] });
    expect(other.socket.frames[1]).toMatchObject({ type: 'snapshot', rows: [{ id: 'a' }, { id: 'b' }] });
    expect(current.socket.frames).toHaveLength(1);
  });

  it('sends nothing more to a client that does not read, and the newest state once it does', () => {
    const { clock, table, connect, follow, hub } = place();
    const { socket } = connect(follow());
    clock.advanceBy(FLUSH_MS);
    socket.reads = false;
    const large = 'x'.repeat(PAUSE_SIZE);
    for (let index = 0; index < 50; index++) {
      table.put(row('a', `${index}${large}`));
      clock.advanceBy(FLUSH_MS);
    }
    expect(socket.bufferedAmount).toBeLessThan(3 * PAUSE_SIZE);
    socket.readAll();
    clock.advanceBy(FLUSH_MS);
    expect(JSON.stringify(socket.frames.at(-1))).toContain('"body":"49x');
    expect(socket.ended).toBeNull();
    expect(hub.counts).toEqual({ clients: 1, dropped: 0 });
  });

  it('drops a client that takes nothing for ten seconds, and keeps one that is merely slow', () => {
    const { clock, table, connect, follow, hub } = place();
    const [stalled, slow] = [connect(follow()), connect(follow())];
    for (const { socket } of [stalled, slow]) socket.reads = false;
    const large = 'x'.repeat(PAUSE_SIZE);
    for (let index = 0; index < (STALL_MS + 2_000) / FLUSH_MS; index++) {
      table.put(row('a', `${index}${large}`));
      clock.advanceBy(FLUSH_MS);
      slow.socket.bufferedAmount = Math.max(0, slow.socket.bufferedAmount - 10_000);
    }
    expect(stalled.socket.ended).toBe('terminated');
    expect(slow.socket.ended).toBeNull();
    expect(hub.counts).toEqual({ clients: 1, dropped: 1 });
  });

  it('drops in ten seconds whoever reads nothing, although the systems in between take everything that is sent', () => {
    const { clock, table, connect, follow, hub } = place();
    const { socket } = connect(follow());
    const other = connect(follow());
    socket.reads = false;
    socket.between = Number.POSITIVE_INFINITY;
    const large = 'x'.repeat(PAUSE_SIZE / 4);
    let sent = 0;
    for (let index = 0; index <= STALL_MS / FLUSH_MS; index++) {
      table.put(row('a', `${index}${large}`));
      clock.advanceBy(FLUSH_MS);
      if (socket.ended === null) sent = JSON.stringify(socket.frames).length;
    }
    clock.advanceBy(FLUSH_MS);
    expect(socket.ended).toBe('terminated');
    expect(sent).toBeLessThan(2 * PAUSE_SIZE);
    expect(hub.counts).toEqual({ clients: 1, dropped: 1 });
    expect(JSON.stringify(other.socket.frames.at(-1))).toContain(`"body":"${STALL_MS / FLUSH_MS}x`);
  });

  it('keeps a client for which nothing new happens, however long', () => {
    const { clock, connect, follow } = place();
    const { socket, frame } = connect(follow());
    for (let at = 0; at < 10 * STALL_MS; at += STALL_MS) {
      clock.advanceBy(STALL_MS);
      frame('{"type":"ping"}');
    }
    expect(socket.ended).toBeNull();
    expect(socket.frames.filter(({ type }) => type !== 'pong')).toHaveLength(2);
  });

  it('ends the connection of a session that has ended, of who is silent, and of who sends no frames of ours', () => {
    const { clock, connect, follow } = place();
    let allowed = true;
    const session = connect(follow(), () => allowed);
    const pinging = connect(null);
    const silent = connect(follow());
    const stranger = connect(null);
    stranger.frame('{"type":"drop table"}');
    expect(stranger.socket.ended).toBe(closeCodes.invalid);
    for (let at = 0; at <= silenceLimitMs; at += 20_000) {
      for (const { frame } of [session, pinging]) frame('{"type":"ping"}');
      clock.advanceBy(20_000);
    }
    expect(silent.socket.ended).toBe(closeCodes.silent);
    expect(pinging.socket.frames.at(-1)).toMatchObject({ type: 'pong' });
    expect(session.socket.ended).toBeNull();
    allowed = false;
    clock.advanceBy(FLUSH_MS);
    expect(session.socket.ended).toBe(closeCodes.unauthenticated);
  });

  it('does not let one client flood it with frames', () => {
    const { connect } = place();
    const { socket, frame } = connect(null);
    for (let index = 0; index < 300; index++) frame('{"type":"ping"}');
    expect(socket.ended).toBe(closeCodes.invalid);
  });

  it('knows what somebody looks at', () => {
    const { connect, follow, watched } = place();
    const { gone } = connect(follow());
    expect(watched.at(-1)).toEqual(new Set(['alerts']));
    gone();
    expect(watched.at(-1)).toEqual(new Set());
  });
});
