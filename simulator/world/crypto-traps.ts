import { COINS } from './measured-topics.js';
import {
  between,
  clockTime,
  longDate,
  pick,
  shortDate,
  type Topic,
  type TopicOptions,
  withCommas,
  YES_NO,
} from './topic.js';

/* Traps about the price of a coin. */

interface Ladder {
  readonly coin: (typeof COINS)[number];
  readonly strike: number;
}

function drawLadder({ random }: TopicOptions): Ladder {
  const coin = pick(random, COINS);
  const rungs = Math.floor((coin.high - coin.low) / coin.step);
  return { coin, strike: coin.low + coin.step * between(random, 0, rungs) };
}

interface CryptoTrap {
  readonly kalshi: Pick<Topic['outcomes'][number], 'label' | 'code' | 'strike' | 'kalshiRules'>;
  /** What Polymarket asks of the price, e.g. "above $90,000". */
  readonly asked: string;
  /** Polymarket's time of day. */
  readonly moment: string;
  readonly polymarketRules: string;
  readonly sources: Pick<Topic, 'source' | 'polymarketSource'>;
}

function cryptoTopicOf({ coin }: Ladder, { closesAt }: TopicOptions, trap: CryptoTrap): Topic {
  const { asked, moment, polymarketRules } = trap;
  const here = clockTime(closesAt);
  return {
    seriesTicker: coin.series,
    kalshiTitle: `${coin.name} price on ${shortDate(closesAt)} at ${here}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)} at ${here}`,
    polymarketTitle: `${coin.name} ${asked} on ${longDate(closesAt)}, ${moment}?`,
    ...trap.sources,
    polymarketLabels: YES_NO,
    outcomes: [
      {
        ...trap.kalshi,
        polymarketQuestion: `Will the price of ${coin.name} be ${asked} at ${moment} on ${longDate(closesAt)}?`,
        polymarketRules,
      },
    ],
  };
}

const coinbase = ({ coin }: Ladder) => ({
  name: 'Coinbase Exchange',
  url: `https://www.coinbase.com/advanced-trade/spot/${coin.pair}`,
});

const above = ({ coin, strike }: Ladder, closesAt: number) => ({
  label: `Above $${withCommas(strike)}`,
  code: `T${strike}`,
  strike: { type: 'greater', floor: strike } as const,
  kalshiRules:
    `If the last trade price of ${coin.pair} on Coinbase Exchange at ${clockTime(closesAt)} on ${shortDate(closesAt)} is ` +
    `above ${strike}, then the market resolves to Yes.`,
});

const lastTradeAbove = ({ coin }: Ladder, strike: number, moment: string, closesAt: number) =>
  `This market will resolve to "Yes" if the price of the last ${coin.pair} trade on Coinbase before or at ${moment} ` +
  `on ${longDate(closesAt)} is above ${strike}. Otherwise, this market will resolve to "No". ` +
  `The resolution source for this market is Coinbase, ${coin.pair}. Prices from other exchanges will not be considered.`;

export function averagingTrap(options: TopicOptions): Topic {
  const { closesAt } = options;
  const ladder = drawLadder(options);
  const { coin, strike } = ladder;
  const moment = clockTime(closesAt);
  const asset = coin.pair.slice(0, -'-USD'.length);
  return cryptoTopicOf(ladder, options, {
    kalshi: {
      ...above(ladder, closesAt),
      kalshiRules:
        `If the simple average of the sixty seconds of CF Benchmarks' ${asset}USD Real-Time Index before ${moment} is ` +
        `above ${strike} at ${moment} on ${shortDate(closesAt)}, then the market resolves to Yes.`,
    },
    asked: `above $${withCommas(strike)}`,
    moment,
    polymarketRules:
      `This market will resolve to "Yes" if the Binance 1 hour candle for ${asset}/USDT that ends at ${moment} on ` +
      `${longDate(closesAt)} has a final "Close" price higher than ${withCommas(strike)}. Otherwise, this market will resolve ` +
      `to "No". The resolution source is Binance, with "1h" and "Candles" selected. This market is about the price according ` +
      `to Binance ${asset}/USDT, not according to other sources or spot markets.`,
    sources: {
      source: { name: 'CF Benchmarks', url: 'https://www.cfbenchmarks.com/data/indices' },
      polymarketSource: { name: 'Binance', url: `https://www.binance.com/en/trade/${asset}_USDT` },
    },
  });
}

export function bucketTrap(options: TopicOptions): Topic {
  const { closesAt } = options;
  const ladder = drawLadder(options);
  const { coin, strike } = ladder;
  const moment = clockTime(closesAt);
  const cap = strike + coin.step - 0.01;
  return cryptoTopicOf(ladder, options, {
    kalshi: {
      label: `$${withCommas(strike)} to ${withCommas(cap)}`,
      code: `B${strike + coin.step / 2}`,
      strike: { type: 'between', floor: strike, cap },
      kalshiRules:
        `If the last trade price of ${coin.pair} on Coinbase Exchange at ${moment} on ${shortDate(closesAt)} is between ` +
        `${strike} and ${cap}, then the market resolves to Yes.`,
    },
    asked: `above $${withCommas(strike)}`,
    moment,
    polymarketRules: lastTradeAbove(ladder, strike, moment, closesAt),
    sources: { source: coinbase(ladder) },
  });
}

export function stepTrap(options: TopicOptions): Topic {
  const { closesAt } = options;
  const ladder = drawLadder(options);
  const strike = ladder.strike + ladder.coin.step;
  const moment = clockTime(closesAt);
  return cryptoTopicOf(ladder, options, {
    kalshi: above(ladder, closesAt),
    asked: `above $${withCommas(strike)}`,
    moment,
    polymarketRules: lastTradeAbove(ladder, strike, moment, closesAt),
    sources: { source: coinbase(ladder) },
  });
}

export function timeZoneTrap(options: TopicOptions): Topic {
  const { closesAt } = options;
  const ladder = drawLadder(options);
  const moment = clockTime(closesAt).replace('UTC', 'ET');
  return cryptoTopicOf(ladder, options, {
    kalshi: above(ladder, closesAt),
    asked: `above $${withCommas(ladder.strike)}`,
    moment,
    polymarketRules: lastTradeAbove(ladder, ladder.strike, moment, closesAt),
    sources: { source: coinbase(ladder) },
  });
}
