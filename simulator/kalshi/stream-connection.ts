import type { MarketEvent, Party } from '../engine/market-event.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { FrameSender } from '../http/frame-sender.js';
import type { KalshiListing } from '../world/kalshi-listing.js';
import type { KalshiCatalogue } from './catalogue.js';
import { CfSubscriptions, isCfChannel } from './cf-subscriptions.js';
import { deltaMsg, eventLifecycleMsg, lifecycleMsg, snapshotMsg, tickerMsg, tradeMsg } from './frames.js';
import { STREAM_ERRORS, type StreamErrorCode } from './stream-errors.js';
import { channelIsFiltered, channelNeedsMarkets, isChannel, Subscription } from './subscription.js';
import { USER_FRAME_TYPES, type UserEvent } from './trading/user-event.js';

type Params = Readonly<Record<string, unknown>>;

interface ConnectionOptions {
  readonly sender: FrameSender;
  readonly catalogue: KalshiCatalogue;
  readonly faults: FaultBoard;
  /** Whose key opened it. */
  readonly accountId: string;
  readonly relaysIndices: boolean;
  /** The client order id of an order of this account, undefined for all others. */
  readonly clientOrderId: (order: Party) => string | undefined;
}

/** One client of the WebSocket: its subscriptions, its commands and its frames (reference §13). */
export class StreamConnection {
  readonly accountId: string;
  /** What it hears of the relayed indices; a venue without a relay knows no such channel. */
  readonly indices: CfSubscriptions;
  readonly #relaysIndices: boolean;
  readonly #sender: FrameSender;
  readonly #catalogue: KalshiCatalogue;
  readonly #faults: FaultBoard;
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #clientOrderId: (order: Party) => string | undefined;
  #nextSid = 1;

  constructor({ sender, catalogue, faults, accountId, relaysIndices, clientOrderId }: ConnectionOptions) {
    this.#sender = sender;
    this.#catalogue = catalogue;
    this.#faults = faults;
    this.accountId = accountId;
    this.#relaysIndices = relaysIndices;
    this.indices = new CfSubscriptions((frame) => this.#send(frame));
    this.#clientOrderId = clientOrderId;
  }

  receive(text: string): void {
    const command = parseCommand(text);
    if (!command) return this.#error(undefined, 1);
    const { id, cmd, params } = command;
    switch (cmd) {
      case 'subscribe':
        return params ? this.#subscribe(id, params) : this.#error(id, 2);
      case 'update_subscription':
        return params ? this.#update(id, params) : this.#error(id, 2);
      case 'unsubscribe':
        return params ? this.#unsubscribe(id, params) : this.#error(id, 2);
      case 'list_subscriptions': {
        const msg = [...this.#subscriptions.values()].map(({ channel, sid }) => ({ channel, sid }));
        return this.#send({ ...idOf(id), type: 'ok', msg });
      }
      default:
        return this.#error(id, 5);
    }
  }

  /** Sends what the subscriptions ask for. */
  publish(event: MarketEvent, listing: KalshiListing): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.wants(listing.ticker)) this.#publishTo(subscription, event, listing);
    }
  }

  /** Sends an event of this connection's account. */
  publishUser({ channel, ticker, msg }: UserEvent): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.channel !== channel || (ticker !== null && !subscription.wants(ticker))) continue;
      this.#send({ type: USER_FRAME_TYPES[channel], ...subscription.head(), msg });
    }
  }

  #publishTo(subscription: Subscription, event: MarketEvent, listing: KalshiListing): void {
    const { world } = this.#catalogue.exchange;
    switch (subscription.channel) {
      case 'orderbook_delta': {
        if (event.type !== 'level') return;
        const frame = { type: 'orderbook_delta', ...subscription.head() };
        if (this.#faults.takeLostFrame('kalshi')) return;
        const msg = deltaMsg(listing, event, subscription.useYesPrice, this.#clientOrderId(event.order));
        return this.#send({ ...frame, msg });
      }
      case 'trade':
        if (event.type !== 'trade') return;
        return this.#send({ type: 'trade', ...subscription.head(), msg: tradeMsg(listing, event.trade) });
      case 'ticker':
        if (event.type !== 'trade' && !(event.type === 'level' && event.touchMoved)) return;
        return this.#send({
          type: 'ticker',
          ...subscription.head(),
          msg: tickerMsg(world, listing, event.market, event.at),
        });
      case 'market_lifecycle_v2': {
        const resolution = event.type === 'determined' || event.type === 'settled';
        if (resolution && this.#faults.losesResolutions('kalshi')) return;
        if (event.type === 'listed' && listing.outcome === 0) {
          this.#send({ type: 'event_lifecycle', ...subscription.head(), msg: eventLifecycleMsg(listing) });
        }
        const msg = lifecycleMsg(world, listing, event);
        if (msg) this.#send({ type: 'market_lifecycle_v2', ...subscription.head(), msg });
        return;
      }
      case 'fill':
      case 'user_orders':
      case 'market_positions':
      case 'order_group_updates':
        // Private channels have a source of their own.
        return;
    }
  }

  #subscribe(id: number | undefined, params: Params): void {
    const { channels } = params;
    if (!Array.isArray(channels) || channels.length === 0) return this.#error(id, 3);
    const tickers = this.#tickersOf(params);
    for (const channel of channels) {
      if (this.#relaysIndices && isCfChannel(channel)) {
        const problem = this.indices.subscribe(this.#nextSid++, id, channel, params);
        if (problem !== null) this.#error(id, problem);
        continue;
      }
      if (!isChannel(channel)) {
        this.#error(id, 8);
        continue;
      }
      if (channelNeedsMarkets(channel) && tickers === null) {
        this.#error(id, 14);
        continue;
      }
      const markets = channelIsFiltered(channel) ? tickers : null;
      const subscription = new Subscription(this.#nextSid++, channel, markets, params['use_yes_price'] === true);
      this.#subscriptions.set(subscription.sid, subscription);
      this.#send({ ...idOf(id), type: 'subscribed', msg: { channel, sid: subscription.sid } });
      if (channel === 'orderbook_delta') this.#snapshots(subscription, tickers ?? []);
      if (channel === 'ticker' && params['send_initial_snapshot'] === true) this.#tickers(subscription, tickers ?? []);
    }
  }

  #update(id: number | undefined, params: Params): void {
    const sids = sidsOf(params);
    if (sids.length === 0) return this.#error(id, 4);
    if (sids.length > 1) return this.#error(id, 12);
    const sid = sids[0] ?? 0;
    if (this.indices.has(sid)) {
      const problem = this.indices.update(sid, id, params);
      return problem === null ? undefined : this.#error(id, problem);
    }
    const subscription = this.#subscriptions.get(sid);
    if (!subscription) return this.#error(id, 7);
    const { action } = params;
    if (typeof action !== 'string') return this.#error(id, 15, subscription);
    const tickers = this.#tickersOf(params);
    if (!tickers) return this.#error(id, 14, subscription);
    const { markets } = subscription;
    if (!markets || (action === 'get_snapshot' && subscription.channel !== 'orderbook_delta')) {
      return this.#error(id, 13, subscription);
    }
    switch (action) {
      case 'add_markets': {
        const added = tickers.filter((ticker) => !markets.has(ticker));
        for (const ticker of added) markets.add(ticker);
        this.#acknowledge(id, subscription);
        if (subscription.channel === 'orderbook_delta') this.#snapshots(subscription, added);
        return;
      }
      case 'delete_markets':
        for (const ticker of tickers) markets.delete(ticker);
        return this.#acknowledge(id, subscription);
      case 'get_snapshot':
        return this.#snapshots(
          subscription,
          tickers.filter((ticker) => markets.has(ticker)),
          id,
        );
      default:
        return this.#error(id, 13, subscription);
    }
  }

  #unsubscribe(id: number | undefined, params: Params): void {
    const sids = sidsOf(params);
    if (sids.length === 0) return this.#error(id, 4);
    for (const sid of sids) {
      if (this.indices.has(sid)) {
        this.indices.unsubscribe(sid, id);
        continue;
      }
      const subscription = this.#subscriptions.get(sid);
      if (!subscription) {
        this.#error(id, 7);
        continue;
      }
      this.#send({ ...idOf(id), ...subscription.head(), type: 'unsubscribed' });
      this.#subscriptions.delete(sid);
    }
  }

  #acknowledge(id: number | undefined, subscription: Subscription): void {
    const msg = { market_tickers: [...(subscription.markets ?? [])] };
    this.#send({ ...idOf(id), ...subscription.head(), type: 'ok', msg });
  }

  /** Snapshots of the tickers that exist; unknown ones are passed over, as since code 16 was retired. */
  #snapshots(subscription: Subscription, tickers: readonly string[], id?: number): void {
    for (const ticker of tickers) {
      const listing = this.#catalogue.market(ticker);
      if (!listing) continue;
      const msg = snapshotMsg(listing, this.#catalogue.live(listing), subscription.useYesPrice);
      this.#send({ ...idOf(id), type: 'orderbook_snapshot', ...subscription.head(), msg });
    }
  }

  #tickers(subscription: Subscription, tickers: readonly string[]): void {
    const { exchange } = this.#catalogue;
    for (const ticker of tickers) {
      const listing = this.#catalogue.market(ticker);
      const live = listing && this.#catalogue.live(listing);
      if (!listing || !live) continue;
      this.#send({
        type: 'ticker',
        ...subscription.head(),
        msg: tickerMsg(exchange.world, listing, live, exchange.now()),
      });
    }
  }

  /** Tickers of a command; market ids are looked up among the current markets. Null when it names none. */
  #tickersOf(params: Params): string[] | null {
    const { market_ticker: one, market_tickers: many, market_id: id, market_ids: ids } = params;
    const tickers = [...strings(one === undefined ? [] : [one]), ...strings(many)];
    const wanted = new Set([...strings(id === undefined ? [] : [id]), ...strings(ids)]);
    if (wanted.size > 0) {
      for (const { listing } of this.#catalogue.exchange.markets('kalshi')) {
        if (listing.venue === 'kalshi' && wanted.has(listing.kalshi.marketId)) tickers.push(listing.kalshi.ticker);
      }
    }
    return tickers.length > 0 ? [...new Set(tickers)] : null;
  }

  #error(id: number | undefined, code: StreamErrorCode, subscription?: Subscription): void {
    const msg = { code, msg: STREAM_ERRORS[code] };
    this.#send({ ...idOf(id), ...subscription?.head(), type: 'error', msg });
  }

  #send(frame: object): void {
    this.#sender.send(JSON.stringify(frame));
  }
}

interface Command {
  readonly id: number | undefined;
  readonly cmd: unknown;
  readonly params: Params | null;
}

function parseCommand(text: string): Command | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { id, cmd, params } = value as Record<string, unknown>;
    return {
      id: typeof id === 'number' && id !== 0 ? id : undefined,
      cmd,
      params: typeof params === 'object' && params !== null ? (params as Params) : null,
    };
  } catch {
    return null;
  }
}

const idOf = (id: number | undefined) => (id === undefined ? {} : { id });

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

function sidsOf(params: Params): number[] {
  const { sid, sids } = params;
  const all: unknown[] = [...(sid === undefined ? [] : [sid]), ...(Array.isArray(sids) ? sids : [])];
  return all.filter((item): item is number => typeof item === 'number');
}
