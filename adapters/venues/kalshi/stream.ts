import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { FeedLog } from '../../transport/feed-log.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { LiveSocket } from '../../transport/live-socket.js';
import type { KalshiSigner } from './credentials.js';
import type { KalshiFrame } from './frame.js';
import type { KalshiBooks } from './kalshi-books.js';

export interface KalshiStreamOptions {
  readonly url: string;
  readonly signer: KalshiSigner;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: FeedLog;
  readonly books: KalshiBooks;
  /** Markets in one subscription. */
  readonly marketsPerSubscription: number;
  /** Patience for snapshots before the next, stronger attempt, ms. */
  readonly resyncPatienceMs: number;
  /** A socket without frame or ping for this long is dead, ms. */
  readonly silenceMs: number;
  readonly backoff?: BackoffPolicy;
  readonly raw?: RawTap;
}

/** One `orderbook_delta` subscription with the trades of the same markets. */
interface Group {
  readonly tickers: Set<string>;
  bookSid: number | null;
  tradeSid: number | null;
  /** 0: healthy, 1: snapshots asked for, 2: subscribed again. After that the connection goes. */
  stage: 0 | 1 | 2;
  patience: Cancel | null;
}

const SNAPSHOTS_A_COMMAND = 100;
/** Errors after which a subscription is dead: channel error, buffer overflow (kalshi.md §13.4). */
const TERMINAL = new Set([10, 25]);

/**
 * The Kalshi socket: subscribes to the books and trades of the wanted markets, and gets books back that were lost:
 * first by asking for snapshots, then by subscribing again, then by connecting again.
 */
export class KalshiStream {
  readonly socket: LiveSocket;
  readonly #options: KalshiStreamOptions;
  readonly #wanted = new Set<string>();
  /** Markets that had a book once: only their silence is suspicious, others may not exist at the venue. */
  readonly #everLive = new Set<string>();
  #groups: Group[] = [];
  /** Commands whose `subscribed` answers are due. */
  readonly #pending = new Map<number, Group>();
  #command = 0;
  /** Recoveries that were begun. */
  resyncs = 0;

  constructor(options: KalshiStreamOptions) {
    this.#options = options;
    const { url, signer, clock, random, silenceMs, backoff, books, log, raw } = options;
    this.socket = new LiveSocket({
      url,
      headers: () => signer.headers('GET', new URL(url).pathname, clock.now()),
      clock,
      random,
      silenceMs,
      ...(backoff ? { backoff } : {}),
      ...(raw ? { raw: { tap: raw, name: 'books' } } : {}),
      opened: () => this.#opened(),
      received: (text, receivedAt) => books.frame(text, receivedAt),
      lost: (reason) => {
        log('warn', 'kalshi stream lost', { reason });
        this.#forgetGroups();
        books.connectionLost();
      },
      failed: (reason) => log('warn', 'kalshi stream cannot connect', { reason }),
    });
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
    this.#forgetGroups();
  }

  /** Follows exactly these markets from now on. */
  follow(tickers: ReadonlySet<string>): void {
    const removed = [...this.#wanted].filter((ticker) => !tickers.has(ticker));
    const added = [...tickers].filter((ticker) => !this.#wanted.has(ticker));
    for (const ticker of removed) {
      this.#wanted.delete(ticker);
      this.#options.books.drop(ticker);
    }
    for (const ticker of added) this.#wanted.add(ticker);
    if (!this.socket.connected) return;
    this.#remove(removed);
    this.#add(added);
  }

  /** Whether a market is followed now. */
  follows(ticker: string): boolean {
    return this.#wanted.has(ticker);
  }

  /** Takes the frames that `KalshiBooks` hands on. */
  control(frame: KalshiFrame): void {
    if (frame.kind === 'subscribed') {
      const group = frame.id === null ? undefined : this.#pending.get(frame.id);
      if (!group) return;
      if (frame.channel === 'orderbook_delta') group.bookSid = frame.sid;
      else if (frame.channel === 'trade') group.tradeSid = frame.sid;
    } else if (frame.kind === 'error') {
      this.#options.log('warn', 'kalshi refused a command', {
        code: frame.code,
        message: frame.message,
        sid: frame.sid,
      });
      if (!TERMINAL.has(frame.code)) return;
      const group = this.#groups.find(
        ({ bookSid, tradeSid }) => frame.sid !== null && (bookSid === frame.sid || tradeSid === frame.sid),
      );
      if (group) this.#resubscribe(group);
      else this.socket.reconnect(`subscription error ${frame.code} without a subscription`);
    }
  }

  /** Books of a subscription are void: asks for them again. */
  recover(sid: number, tickers: readonly string[], wholeSubscription: boolean): void {
    const group = this.#groups.find(({ bookSid }) => bookSid === sid);
    if (!group) {
      if (this.socket.connected) this.socket.reconnect(`lost books of the unknown subscription ${sid}`);
      return;
    }
    this.resyncs++;
    // A lost frame may have been the first snapshot of a market that has no book yet.
    this.#snapshots(group, wholeSubscription ? [...group.tickers] : tickers);
    if (group.stage !== 0) return;
    group.stage = 1;
    this.#await(group);
  }

  #opened(): void {
    this.#options.log('info', 'kalshi stream connected', { markets: this.#wanted.size });
    this.#forgetGroups();
    this.#send('subscribe', { channels: ['market_lifecycle_v2'] });
    this.#add([...this.#wanted]);
  }

  #add(tickers: readonly string[]): void {
    const { marketsPerSubscription } = this.#options;
    let rest = tickers;
    for (const group of this.#groups) {
      const room = marketsPerSubscription - group.tickers.size;
      if (room <= 0 || group.bookSid === null || rest.length === 0) continue;
      const taken = rest.slice(0, room);
      rest = rest.slice(room);
      for (const ticker of taken) group.tickers.add(ticker);
      for (const sid of sidsOf(group))
        this.#send('update_subscription', {
          sids: [sid],
          action: 'add_markets',
          market_tickers: taken,
        });
      this.#await(group);
    }
    for (let at = 0; at < rest.length; at += marketsPerSubscription) {
      const group: Group = {
        tickers: new Set(rest.slice(at, at + marketsPerSubscription)),
        bookSid: null,
        tradeSid: null,
        stage: 0,
        patience: null,
      };
      this.#groups.push(group);
      this.#subscribe(group);
    }
  }

  #remove(tickers: readonly string[]): void {
    for (const group of this.#groups) {
      const gone = tickers.filter((ticker) => group.tickers.delete(ticker));
      if (gone.length === 0) continue;
      if (group.tickers.size > 0) {
        for (const sid of sidsOf(group))
          this.#send('update_subscription', {
            sids: [sid],
            action: 'delete_markets',
            market_tickers: gone,
          });
        continue;
      }
      if (sidsOf(group).length > 0) this.#send('unsubscribe', { sids: sidsOf(group) });
      group.patience?.();
    }
    this.#groups = this.#groups.filter(({ tickers: left }) => left.size > 0);
  }

  #subscribe(group: Group): void {
    const id = this.#send('subscribe', {
      channels: ['orderbook_delta', 'trade'],
      market_tickers: [...group.tickers],
      // Sent although it is the default: the default is announced to flip.
      use_yes_price: false,
    });
    this.#pending.set(id, group);
    this.#await(group);
  }

  #resubscribe(group: Group): void {
    this.resyncs++;
    this.#options.books.breakAll(group.tickers, this.#options.clock.now());
    const sids = sidsOf(group);
    if (sids.length > 0) this.#send('unsubscribe', { sids });
    group.bookSid = null;
    group.tradeSid = null;
    group.stage = 2;
    this.#subscribe(group);
  }

  #snapshots(group: Group, tickers: readonly string[]): void {
    if (group.bookSid === null) return;
    for (let at = 0; at < tickers.length; at += SNAPSHOTS_A_COMMAND) {
      const chunk = tickers.slice(at, at + SNAPSHOTS_A_COMMAND);
      this.#send('update_subscription', {
        sids: [group.bookSid],
        action: 'get_snapshot',
        market_tickers: chunk,
      });
    }
  }

  /** Looks after a while whether the group's books are back, and tries harder when they are not. */
  #await(group: Group): void {
    const { clock, resyncPatienceMs, books } = this.#options;
    group.patience?.();
    group.patience = clock.after(resyncPatienceMs, () => {
      group.patience = null;
      for (const ticker of group.tickers) if (books.isLive(ticker)) this.#everLive.add(ticker);
      const missing = [...group.tickers].filter((ticker) => !books.isLive(ticker));
      if (group.bookSid !== null && !missing.some((ticker) => this.#everLive.has(ticker))) {
        group.stage = 0;
        return;
      }
      if (group.stage === 0 && group.bookSid !== null) {
        group.stage = 1;
        this.resyncs++;
        this.#snapshots(group, missing);
        this.#await(group);
      } else if (group.stage === 1) this.#resubscribe(group);
      else this.socket.reconnect(`${missing.length} books did not come back after subscribing again`);
    });
  }

  #send(cmd: string, params: Record<string, unknown>): number {
    const id = ++this.#command;
    this.socket.send(JSON.stringify({ id, cmd, params }));
    return id;
  }

  #forgetGroups(): void {
    for (const group of this.#groups) group.patience?.();
    this.#groups = [];
    this.#pending.clear();
    this.#command = 0;
  }
}

const sidsOf = (group: Group): number[] => [group.bookSid, group.tradeSid].filter((sid) => sid !== null);
