import { averageSettlement } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import type { CoinPrices } from './coin-prices.js';

/** How the price that a market pays on is read. */
export type PriceReading = 'index-minute' | 'candle-close';

export interface PriceEnd {
  readonly coin: string;
  readonly reading: PriceReading;
  /** Unix ms of the moment, a whole minute. */
  readonly at: number;
}

const SECOND = 1_000;
const PRINTS = 60;
/** The last trade of Binance's stand-in in a minute is this long before its end. */
const LAST_TRADE = 250;

const symbolOf = ({ coin, reading }: PriceEnd): string => `${coin}-${reading === 'index-minute' ? 'usd' : 'usdt'}`;

/** What coins cost to the source of an end, at Unix ms. */
export const sourcePrice = (prices: CoinPrices, end: PriceEnd, at: number): number => prices.priceOf(symbolOf(end), at);

/** The price that a market pays on, as the feeds print it: sixty prints of the index to the cent, or one trade. */
export class SettlementPrice {
  readonly #prices: CoinPrices;
  readonly #end: PriceEnd;
  readonly #times: readonly number[];
  /** Σ of the first prints, as far as they were asked for. */
  readonly #sums = [0];

  constructor(prices: CoinPrices, end: PriceEnd) {
    this.#prices = prices;
    this.#end = end;
    this.#times =
      end.reading === 'index-minute'
        ? Array.from({ length: PRINTS }, (_, print) => end.at - (PRINTS - 1 - print) * SECOND)
        : [end.at - LAST_TRADE];
  }

  get value(): number {
    return this.#sum(this.#times.length) / this.#times.length;
  }

  /** Probability at Unix ms that it will be above a strike, for who knows the true volatility. */
  probabilityAbove(strike: number, at: number): number {
    const seen = this.#times.findIndex((time) => time > at);
    const [prints, known] = [this.#times.length, seen < 0 ? this.#times.length : seen];
    const price = sourcePrice(this.#prices, this.#end, at);
    const view = {
      price,
      volatility: this.#prices.volatility,
      volatilityError: 0,
      basis: { mean: 0, sd: 0 },
      secondsLeft: Math.max(0, (this.#times.at(-1) ?? 0) - at) / SECOND,
    };
    const seenMean = known === 0 ? 0 : this.#sum(known) / known;
    const window = { prints, spacing: 1, seen: known, seenMean, seenError: 0, modelError: 0 };
    return averageSettlement(view, window, { kind: 'above', strike, ties: false }).probability;
  }

  #sum(count: number): number {
    for (let print = this.#sums.length - 1; print < count; print++) {
      const price = sourcePrice(this.#prices, this.#end, this.#times[print] as number);
      const printed = this.#end.reading === 'index-minute' ? Number(price.toFixed(2)) : price;
      this.#sums.push((this.#sums[print] as number) + printed);
    }
    return this.#sums[count] as number;
  }
}
