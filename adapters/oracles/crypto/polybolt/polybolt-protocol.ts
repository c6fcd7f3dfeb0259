import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SocketEnding } from '../../../transport/socket-ending.js';
import type { FeedDesk, FeedProtocol } from '../../transport/feed-protocol.js';
import { decodePolybolt } from './decode-polybolt.js';
import type { PolyboltCredentials } from './polybolt-credentials.js';
import type { PolyboltChannel, PolyboltFrame } from './polybolt-frame.js';
import { polyboltPair, symbolOfPolybolt } from './polybolt-symbols.js';
import { ToldPrints } from './told-prints.js';

export interface PolyboltProtocolOptions {
  readonly credentials: PolyboltCredentials;
  readonly channels: readonly PolyboltChannel[];
  readonly random: Random;
}

/** A draining server spreads its clients over this long, ms. */
const DRAINED_MS = 10_000;
/** A channel is not asked for its last minutes more often than this, ms. */
const RESEED_MS = 10_000;
const MOST_AUTHS = 3;

const AUTH_ADVICE = 'derive the API credentials of the wallet anew and check all three parts';

/** Polymarket's reference prices: authenticates, subscribes, and asks for the last two minutes where frames were lost. */
export class PolyboltProtocol implements FeedProtocol {
  readonly #desk: FeedDesk;
  readonly #options: PolyboltProtocolOptions;
  readonly #seqs = new Map<PolyboltChannel, number>();
  /** By channel and symbol. */
  readonly #told = new Map<string, ToldPrints>();
  readonly #reseededAt = new Map<PolyboltChannel, number>();
  /** What subscriptions under way are for, by their rid. */
  readonly #asked = new Map<string, { readonly channel: PolyboltChannel; readonly symbol: string }>();
  /** Channel and symbol of refused subscriptions. */
  readonly #unoffered = new Set<string>();
  #authed = false;
  #auths = 0;
  #request = 0;

  constructor(desk: FeedDesk, options: PolyboltProtocolOptions) {
    this.#desk = desk;
    this.#options = options;
  }

  refusal(symbol: string): string | null {
    const { channels } = this.#options;
    const offered = channels.some((channel) => polyboltPair(symbol, channel) !== null);
    return offered ? null : `none of ${channels.join(', ')} carries it`;
  }

  opened(say: (text: string) => void): void {
    this.#auths = 0;
    this.#authenticate(say);
  }

  changed(added: readonly string[], removed: readonly string[]): void {
    if (!this.#authed) return;
    for (const channel of this.#options.channels) {
      for (const symbol of removed) {
        this.#order('unsubscribe', channel, symbol);
        this.#told.delete(`${channel} ${symbol}`);
      }
      for (const symbol of added) this.#order('subscribe', channel, symbol);
    }
  }

  frame(text: string, receivedAt: number): void {
    const frame = decodePolybolt(text);
    switch (frame.kind) {
      case 'prices':
        return this.#prices(frame, receivedAt);
      case 'authed':
        this.#authed = true;
        for (const channel of this.#options.channels)
          for (const symbol of this.#desk.symbols()) this.#order('subscribe', channel, symbol);
        return;
      case 'subscribed':
        if (frame.rid !== null) this.#asked.delete(frame.rid);
        return;
      case 'error':
        return this.#error(frame);
      case 'refused':
        return this.#desk.refuse('malformed', frame.reason);
      case 'passed':
        return;
    }
  }

  down(): void {
    this.#authed = false;
    this.#seqs.clear();
    this.#asked.clear();
    this.#reseededAt.clear();
    // A clock that was ahead and was set right must not make all that follows look late.
    for (const [key, told] of this.#told) if (told.newest > this.#desk.now()) this.#told.delete(key);
  }

  pause({ closeCode, retryAfterMs }: SocketEnding, plannedMs: number): number {
    switch (closeCode) {
      case 4001:
        this.#desk.off(`PolyBolt refused the credentials (closed with 4001); ${AUTH_ADVICE}`);
        return plannedMs;
      case 4003:
        return Math.max(Math.round(this.#options.random.next() * DRAINED_MS), retryAfterMs ?? 0);
      case 4008:
        this.#desk.off(
          'PolyBolt closed the connection for breaking its limits (4008); this is a fault of the client: report it, it would only be repeated',
        );
        return plannedMs;
      default:
        return plannedMs;
    }
  }

  #authenticate(say: (text: string) => void): void {
    const { apiKey, secret, passphrase } = this.#options.credentials;
    this.#auths++;
    say(JSON.stringify({ op: 'auth', rid: this.#rid(), auth: { apiKey, secret, passphrase } }));
  }

  #order(op: 'subscribe' | 'unsubscribe', channel: PolyboltChannel, symbol: string): void {
    const pair = polyboltPair(symbol, channel);
    if (pair === null || this.#unoffered.has(`${channel} ${symbol}`)) return;
    const rid = this.#rid();
    if (op === 'subscribe') this.#asked.set(rid, { channel, symbol });
    const filter = channel === 'price.crypto.twap' ? { symbol: pair, window_seconds: 60 } : { symbol: pair };
    this.#desk.say(JSON.stringify({ op, rid, subscriptions: [{ channel, filter }] }));
  }

  #rid(): string {
    return `r${++this.#request}`;
  }

  #error({ code, channel, rid }: PolyboltFrame & { kind: 'error' }): void {
    this.#desk.refuse('source-error', `polybolt answered ${code}${channel === null ? '' : ` on ${channel}`}`);
    const asked = rid === null ? undefined : this.#asked.get(rid);
    if (rid !== null) this.#asked.delete(rid);
    switch (code) {
      case 'auth_invalid':
      case 'auth_attempts':
        return this.#desk.off(`PolyBolt refused the credentials (${code}); ${AUTH_ADVICE}`);
      case 'auth_expired':
      case 'auth_required':
        this.#authed = false;
        if (this.#auths < MOST_AUTHS) this.#authenticate((text) => this.#desk.say(text));
        else this.#desk.off(`PolyBolt does not keep the credentials (${code}); ${AUTH_ADVICE}`);
        return;
      case 'auth_unavailable':
        return this.#desk.reconnect('it cannot check credentials at the moment');
      case 'bad_filter':
      case 'sub_limit':
        if (asked) this.#refused(asked.channel, asked.symbol, code);
        return;
      default:
        // rate_limited, and what is not documented: the connection is closed or goes on, as the server likes.
        return;
    }
  }

  /** A symbol is given up when no channel carries it; one may go on without the other. */
  #refused(channel: PolyboltChannel, symbol: string, code: string): void {
    this.#unoffered.add(`${channel} ${symbol}`);
    const offers = (other: PolyboltChannel) =>
      polyboltPair(symbol, other) !== null && !this.#unoffered.has(`${other} ${symbol}`);
    if (!this.#options.channels.some(offers)) this.#desk.drop(symbol, `polybolt answered ${code}`);
  }

  #prices(frame: PolyboltFrame & { kind: 'prices' }, receivedAt: number): void {
    const lost = this.#lost(frame);
    const symbol = symbolOfPolybolt(frame.pair);
    for (const problem of frame.problems) this.#desk.refuse('malformed', problem);
    if (this.#desk.symbols().has(symbol)) this.#prints(frame, symbol, receivedAt);
    if (lost > 0) this.#reseed(frame.channel, lost);
  }

  #prints(frame: PolyboltFrame & { kind: 'prices' }, symbol: string, receivedAt: number): void {
    const { channel, vendor, snapshot, windowMs } = frame;
    const key = `${channel} ${symbol}`;
    let told = this.#told.get(key);
    if (!told) this.#told.set(key, (told = new ToldPrints()));
    for (const { price, time } of frame.prints) {
      if (!this.#desk.timely(time, receivedAt)) continue;
      if (!told.take(time, snapshot)) {
        if (!snapshot)
          this.#desk.refuse('late', `${symbol} on ${channel} was printed for ${time} after ${told.newest}`);
        continue;
      }
      this.#desk.tick(
        {
          type: 'crypto',
          symbol,
          source: windowMs === null ? vendor : `${vendor}-twap`,
          fact: windowMs === null ? { kind: 'price', price } : average(price, time, windowMs),
          unit: 'usd',
          eventTime: time,
          receivedAt,
          quality: snapshot ? 'delayed' : 'live',
          uncertainty: null,
        },
        !snapshot,
      );
    }
    if (snapshot) this.#desk.heard(symbol);
  }

  /** Frames of the channel that did not come before this one. */
  #lost({ channel, seq, dropped }: PolyboltFrame & { kind: 'prices' }): number {
    if (seq === null) return dropped;
    const before = this.#seqs.get(channel);
    this.#seqs.set(channel, seq);
    const missing = before === undefined ? 0 : Math.max(0, seq - before - 1);
    return Math.max(missing, dropped);
  }

  /**
   * A lost print may be the one a market begins or ends with. A subscription that is repeated brings no snapshot, so it
   * is ended first.
   */
  #reseed(channel: PolyboltChannel, lost: number): void {
    this.#desk.refuse('gap', `${lost} frames of ${channel} never came`);
    const now = this.#desk.now();
    if (now - (this.#reseededAt.get(channel) ?? Number.NEGATIVE_INFINITY) < RESEED_MS) return;
    this.#reseededAt.set(channel, now);
    for (const symbol of this.#desk.symbols()) {
      this.#order('unsubscribe', channel, symbol);
      this.#order('subscribe', channel, symbol);
    }
  }
}

/** How many prints are in it its publisher does not say. */
const average = (price: number, to: number, windowMs: number): OracleFact => ({
  kind: 'average',
  price,
  from: to - windowMs,
  to,
  samples: 1,
  of: 1,
});
