import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { cfIndexNamed, cfIndexOf } from '@pm-arbitrage/core/oracles/cf-index.js';
import type { SocketEnding } from '../../../transport/socket-ending.js';
import type { FeedDesk, FeedProtocol } from '../../transport/feed-protocol.js';
import type { CfFrame, RelayedAverage } from './cf-frame.js';
import { decodeCf } from './decode-cf.js';

type Channel = (CfFrame & { kind: 'value' })['channel'];

const REFUSED_KEY_MS = 300_000;
/** A minute of sixty prints. */
const PRINTS = 60;
/** Errors after which a subscription is dead: channel error, buffer overflow (reference kalshi.md §13.4). */
const TERMINAL = new Set([10, 25]);

/** The indices that Kalshi settles on, relayed on its own socket: value, 60-second average, average of the settling minute. */
export class CfProtocol implements FeedProtocol {
  readonly #desk: FeedDesk;
  readonly #channels: readonly Channel[];
  /** Subscription ids by channel, and the last number of each. */
  readonly #sids = new Map<string, number>();
  readonly #numbers = new Map<number, number>();
  /** Time of the last print by channel and index: late and repeated ones are dropped. */
  readonly #printed = new Map<string, number>();
  readonly #unknown = new Set<string>();
  #command = 0;
  #subscribing = false;

  constructor(desk: FeedDesk, channels: readonly Channel[]) {
    this.#desk = desk;
    this.#channels = channels;
  }

  refusal(symbol: string): string | null {
    return cfIndexOf(symbol) ? null : 'no index of CF Benchmarks is known for it';
  }

  opened(say: (text: string) => void): void {
    this.#subscribing = true;
    for (const channel of this.#channels)
      say(this.#order('subscribe', { channels: [channel], index_ids: idsOf([...this.#desk.symbols()]) }));
  }

  changed(added: readonly string[], removed: readonly string[]): void {
    if (this.#subscribing && this.#sids.size < this.#channels.length) {
      // Nothing to change yet: what was asked for first is not known under any id.
      this.#desk.reconnect('other indices are wanted before the subscription was answered');
      return;
    }
    for (const sid of this.#sids.values()) {
      if (added.length > 0)
        this.#desk.say(
          this.#order('update_subscription', { sid, action: 'subscribe_indices', index_ids: idsOf(added) }),
        );
      if (removed.length > 0)
        this.#desk.say(
          this.#order('update_subscription', { sid, action: 'unsubscribe_indices', index_ids: idsOf(removed) }),
        );
    }
  }

  frame(text: string, receivedAt: number): void {
    const frame = decodeCf(text);
    switch (frame.kind) {
      case 'value':
        return this.#value(frame, receivedAt);
      case 'subscribed':
        this.#sids.set(frame.channel ?? this.#channels[this.#sids.size] ?? '', frame.sid);
        return;
      case 'error':
        this.#desk.refuse('source-error', `kalshi answered error ${frame.code}: ${frame.message}`);
        if (frame.code !== null && TERMINAL.has(frame.code))
          this.#desk.reconnect(`the subscription ended with ${frame.code}`);
        return;
      case 'refused':
        return this.#desk.refuse('malformed', frame.reason);
      case 'passed':
        return;
    }
  }

  down(): void {
    this.#sids.clear();
    this.#numbers.clear();
    this.#printed.clear();
    this.#subscribing = false;
  }

  pause(ending: SocketEnding, plannedMs: number): number {
    // A key that was refused may be a clock that is wrong, so it is tried again, rarely.
    return ending.httpStatus === 401 || ending.httpStatus === 403 ? Math.max(plannedMs, REFUSED_KEY_MS) : plannedMs;
  }

  #order(cmd: string, params: Readonly<Record<string, unknown>>): string {
    return JSON.stringify({ id: ++this.#command, cmd, params });
  }

  #value(frame: CfFrame & { kind: 'value' }, receivedAt: number): void {
    this.#count(frame);
    const index = cfIndexNamed(frame.indexId);
    if (index === null) {
      if (this.#unknown.size < 100 && !this.#unknown.has(frame.indexId)) {
        this.#unknown.add(frame.indexId);
        this.#desk.refuse(
          'unknown-symbol',
          `the index ${frame.indexId.slice(0, 30)} is not in the table of known ones`,
        );
      }
      return;
    }
    if (!this.#desk.symbols().has(index.symbol)) return;
    if (!this.#desk.timely(frame.time, receivedAt)) return;
    const key = `${frame.channel} ${index.id}`;
    const before = this.#printed.get(key);
    if (before !== undefined && frame.time <= before) {
      this.#desk.refuse('late', `${index.id} was printed for ${frame.time} after ${before}`);
      return;
    }
    this.#printed.set(key, frame.time);
    const { symbol } = index;
    this.#tick(symbol, { kind: 'price', price: frame.price }, frame.time, receivedAt, 'live');
    if (frame.rolling) this.#tick(symbol, average(frame.rolling), frame.time, receivedAt, 'live');
    if (frame.settling) {
      const quality = frame.settling.samples === PRINTS ? 'final' : 'provisional';
      this.#tick(symbol, average(frame.settling), frame.time, receivedAt, quality);
    }
  }

  /** Every message stands alone, so a loss is counted and nothing has to be mended. */
  #count({ sid, seq }: CfFrame & { kind: 'value' }): void {
    if (sid === null || seq === null) return;
    const before = this.#numbers.get(sid);
    this.#numbers.set(sid, seq);
    if (before !== undefined && seq > before + 1)
      this.#desk.refuse('gap', `${seq - before - 1} frames of subscription ${sid} before ${seq} never came`);
  }

  #tick(symbol: string, fact: OracleFact, eventTime: number, receivedAt: number, quality: OracleTick['quality']): void {
    this.#desk.tick(
      {
        type: 'crypto',
        symbol,
        source: 'cf-benchmarks',
        fact,
        unit: 'usd',
        eventTime,
        receivedAt,
        quality,
        uncertainty: null,
      },
      true,
    );
  }
}

const idsOf = (symbols: readonly string[]): string[] => symbols.flatMap((symbol) => cfIndexOf(symbol)?.id ?? []);

const average = ({ price, from, to, samples }: RelayedAverage): OracleFact => ({
  kind: 'average',
  price,
  from,
  to,
  samples,
  of: PRINTS,
});
