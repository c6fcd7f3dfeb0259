import { encodeEnvelope } from '@pm-arbitrage/core/bus/wire.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, nativeIdOf, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { complement, formatPrice, formatQuantity } from '@pm-arbitrage/core/money/money.js';
import type { RecordedEntry } from '@pm-arbitrage/core/recording/recorded-entry.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { spoolFolder } from '@pm-arbitrage/core/recording/spool/spool-files.js';
import { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';

const PORTION = 5_000;

/** Writes simulated days as a recorder of the live system would have: frames of both venues, listings, what sources said. */
export async function recordWeek(moments: Iterable<WeekMoment>, recordings: string): Promise<void> {
  const writers = new Map<string, SpoolWriter>();
  const wire = new WeekWire();
  let count = 0;
  let last = 0;
  for (const moment of moments) {
    last = moment.at;
    for (const { source, entry } of wire.entries(moment)) {
      const writer = writers.get(source) ?? open(recordings, source, moment.at);
      writers.set(source, writer);
      writer.record(entry);
      if (++count % PORTION === 0) for (const one of writers.values()) await one.written();
    }
  }
  for (const writer of writers.values()) await writer.close();
  await sealAll(recordings, last);
}

const open = (recordings: string, source: string, at: number): SpoolWriter =>
  new SpoolWriter({
    folder: spoolFolder(recordings, source),
    instance: 'week',
    clock: new SimulatedClock(at),
    rotateMs: 3_600_000,
    rotateBytes: 100_000_000,
    mostSpooled: 1_000_000_000,
    onProblem: (problem) => {
      throw new Error(problem);
    },
  });

/** The moments of a week in the venues' own words. */
class WeekWire {
  readonly #tokens = new Map<MarketId, string>();
  #sequence = 0;

  *entries(moment: WeekMoment): Generator<{ readonly source: string; readonly entry: RecordedEntry }> {
    const { at, markets, prints, ticks, updates } = moment;
    for (const market of markets) {
      const { routing } = market;
      if (routing.platform === 'polymarket') this.#tokens.set(market.id, routing.yesToken);
      yield { source: 'bus', entry: message(at, `venue.${market.platform}.markets`, market satisfies Market) };
    }
    for (const update of updates) yield this.#frame(at, update.market, this.#book(update, at));
    for (const print of prints) yield this.#frame(at, print.market, this.#print(print, at));
    for (const { tick } of ticks)
      yield { source: 'oracle.crypto', entry: message(at, `oracle.crypto.${tick.symbol}`, tick) };
  }

  #frame(at: number, market: MarketId, frame: unknown) {
    const entry: RecordedEntry = { at, kind: 'frame', label: 'books#1', text: JSON.stringify(frame) };
    return { source: `venue.${platformOf(market)}`, entry };
  }

  #book({ asks, bids, market }: PriceUpdate, at: number): unknown {
    if (platformOf(market) === 'kalshi') {
      const shown = ([of, size]: Level) => [formatPrice(of), formatQuantity(size)];
      const mirrored = ([of, size]: Level) => [formatPrice(complement(of)), formatQuantity(size)];
      const body = {
        market_ticker: nativeIdOf(market),
        market_id: '7a5b2b0e-0c3c-4f0e-9a55-2d6f5a2a4a11',
        yes_dollars_fp: bids.map(shown),
        no_dollars_fp: asks.map(mirrored),
      };
      return { type: 'orderbook_snapshot', sid: 1, seq: ++this.#sequence, msg: body };
    }
    const level = ([of, size]: Level) => ({ price: formatPrice(of), size: formatQuantity(size) });
    const [token, id] = [this.#tokens.get(market), nativeIdOf(market)];
    const stamp = { timestamp: String(at), hash: 'h' };
    return [
      { event_type: 'book', asset_id: token, market: id, bids: bids.map(level), asks: asks.map(level), ...stamp },
    ];
  }

  #print({ market, price, quantity, taker, tradeId }: TradePrint, at: number): unknown {
    if (platformOf(market) === 'kalshi') {
      const side = taker === 'buy' ? 'yes' : 'no';
      const body = {
        trade_id: tradeId,
        market_ticker: nativeIdOf(market),
        yes_price_dollars: formatPrice(price),
        no_price_dollars: formatPrice(complement(price)),
        count_fp: formatQuantity(quantity),
        taker_side: side,
        taker_outcome_side: side,
        taker_book_side: taker === 'buy' ? 'bid' : 'ask',
        ts: Math.floor(at / 1_000),
        ts_ms: at,
      };
      return { type: 'trade', sid: 2, msg: body };
    }
    return {
      event_type: 'last_trade_price',
      market: nativeIdOf(market),
      asset_id: this.#tokens.get(market),
      price: formatPrice(price),
      size: formatQuantity(quantity),
      side: taker === 'buy' ? 'BUY' : 'SELL',
      fee_rate_bps: '0',
      timestamp: String(at),
    };
  }
}

const message = (at: number, label: string, payload: unknown): RecordedEntry => {
  const id = `${label}/${at}`;
  const times = { version: 1, eventTime: at, publishTime: at, source: 'week' };
  return { at, kind: 'message', label, text: encodeEnvelope({ id, ...times, trace: id, cause: null, payload }) };
};
