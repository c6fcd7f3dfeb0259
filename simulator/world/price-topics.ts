import type { CoinPrices } from './coin-prices.js';
import { type PriceEnd, sourcePrice } from './settlement-price.js';
import { longDate, minuteTime, shortDate, type Topic, withCommas, YES_NO } from './topic.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';

/* Questions about what a coin will cost to a source that can be followed, in the words of the venues. */

interface Coin {
  readonly id: string;
  readonly name: string;
  /** Of CF Benchmarks, with its short name. */
  readonly index: string;
  readonly series: string;
  /** Dollars between two strikes. */
  readonly step: number;
}

export const PRICED_COINS: readonly Coin[] = [
  {
    id: 'btc',
    name: 'Bitcoin',
    index: "CF Benchmarks' Bitcoin Real-Time Index (BRTI)",
    series: 'KXBTCMINUTE',
    step: 10,
  },
  {
    id: 'eth',
    name: 'Ethereum',
    index: "CF Benchmarks' ETHUSD_RTI",
    series: 'KXETHMINUTE',
    step: 0.5,
  },
  { id: 'sol', name: 'Solana', index: "CF Benchmarks' SOLUSD_RTI", series: 'KXSOLMINUTE', step: 0.02 },
];

const MINUTE = 60_000;
const YEAR = 31_536_000_000;
/** How far from the price a strike may lie, in standard deviations of what is to come. */
const OFF = 0.6;

/** A strike near the price at `listedAt`, Unix ms. */
export function drawStrike(prices: CoinPrices, end: PriceEnd, listedAt: number, random: Random): number {
  const { step } = coinOf(end);
  const price = sourcePrice(prices, end, listedAt);
  const deviation = price * prices.volatility * Math.sqrt((end.at - listedAt) / YEAR);
  const strike = Math.round((price + (2 * random.next() - 1) * OFF * deviation) / step) * step;
  return Number(strike.toFixed(2));
}

export const coinOf = ({ coin }: PriceEnd): Coin => {
  const found = PRICED_COINS.find(({ id }) => id === coin);
  if (found === undefined)
    throw new RangeError(`no texts about ${coin}; those of ${PRICED_COINS.map(({ id }) => id).join(', ')} are known`);
  return found;
};

/** Kalshi: the average of the index over the minute before. */
export function indexTopic(end: PriceEnd, strike: number): Topic {
  const { name, index, series } = coinOf(end);
  const moment = minuteTime(end.at);
  const title = `${name} price on ${shortDate(end.at)} at ${moment}?`;
  const rules =
    `If the simple average of the sixty seconds of ${index} before ${moment} is above ${strike} at ${moment} on ` +
    `${shortDate(end.at)}, then the market resolves to Yes.`;
  return {
    seriesTicker: series,
    kalshiTitle: title,
    kalshiSubtitle: `On ${shortDate(end.at)} at ${moment}`,
    polymarketTitle: title,
    source: { name: 'CF Benchmarks', url: 'https://www.cfbenchmarks.com/data/indices' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above $${withCommas(strike)}`,
        code: `T${strike}`,
        strike: { type: 'greater', floor: strike },
        kalshiRules: rules,
        polymarketQuestion: title,
        polymarketRules: rules,
      },
    ],
  };
}

/** Polymarket: the close of Binance's candle of the last minute. */
export function candleTopic(end: PriceEnd, strike: number): Topic {
  const { id, name, series } = coinOf(end);
  const [pair, asset] = [`${id.toUpperCase()}/USDT`, id.toUpperCase()];
  const opens = minuteTime(end.at - MINUTE);
  const day = longDate(end.at - MINUTE);
  const title = `Will the price of ${name} be above $${withCommas(strike)} at ${opens} on ${day}?`;
  const rules =
    `This market will resolve to "Yes" if the Binance 1 minute candle for ${pair} ${opens} on ${day} has a final "Close" price ` +
    `higher than the price specified in the title. Otherwise, this market will resolve to "No".\n\n` +
    `The resolution source for this market is Binance, specifically the ${pair} "Close" prices with "1m" and "Candles" ` +
    `selected. This market is about the price according to Binance ${pair}, not according to other exchanges or trading pairs.`;
  return {
    seriesTicker: series,
    kalshiTitle: title,
    kalshiSubtitle: '',
    polymarketTitle: title,
    source: { name: 'Binance', url: `https://www.binance.com/en/trade/${asset}_USDT` },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above $${withCommas(strike)}`,
        code: `T${strike}`,
        kalshiRules: rules,
        polymarketQuestion: title,
        polymarketRules: rules,
      },
    ],
  };
}
