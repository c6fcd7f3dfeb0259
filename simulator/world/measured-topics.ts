import type { OutcomeText } from './question.js';
import {
  between,
  capital,
  clockTime,
  longDate,
  pick,
  shortDate,
  type Topic,
  type TopicOptions,
  withCommas,
  YES_NO,
} from './topic.js';

/* Questions about a measured number: crypto prices, temperatures, economic releases. */

export const COINS = [
  { name: 'Bitcoin', pair: 'BTC-USD', series: 'KXBTCD', low: 84_000, high: 99_000, step: 250 },
  { name: 'Ethereum', pair: 'ETH-USD', series: 'KXETHD', low: 2_600, high: 3_900, step: 20 },
  { name: 'Solana', pair: 'SOL-USD', series: 'KXSOLD', low: 120, high: 210, step: 1 },
] as const;

type Coin = (typeof COINS)[number];

export function cryptoTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const coin = pick(random, COINS);
  const strike = coin.low + coin.step * between(random, 0, Math.floor((coin.high - coin.low) / coin.step));
  const moment = clockTime(closesAt);
  return {
    seriesTicker: coin.series,
    kalshiTitle: `${coin.name} price on ${shortDate(closesAt)} at ${moment}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)} at ${moment}`,
    polymarketTitle: `${coin.name} ${relationOf(inverse)} $${withCommas(strike)} on ${longDate(closesAt)}, ${moment}?`,
    source: { name: 'Coinbase Exchange', url: `https://www.coinbase.com/advanced-trade/spot/${coin.pair}` },
    polymarketLabels: YES_NO,
    outcomes: [coinOutcome(coin, strike, closesAt, inverse)],
  };
}

const relationOf = (inverse: boolean): string => (inverse ? 'at or below' : 'above');

/** One strike of a coin's price at a moment, Unix ms. */
export function coinOutcome(coin: Coin, strike: number, closesAt: number, inverse: boolean): OutcomeText {
  const amount = `$${withCommas(strike)}`;
  const moment = clockTime(closesAt);
  const relation = relationOf(inverse);
  return {
    label: `Above ${amount}`,
    code: `T${strike}`,
    strike: { type: 'greater', floor: strike },
    kalshiRules:
      `If the last trade price of ${coin.pair} on Coinbase Exchange at ${moment} on ${shortDate(closesAt)} is ` +
      `above ${strike}, then the market resolves to Yes.`,
    polymarketQuestion: `Will the price of ${coin.name} be ${relation} ${amount} at ${moment} on ${longDate(closesAt)}?`,
    polymarketRules:
      `This market will resolve to "Yes" if the price of the last ${coin.pair} trade on Coinbase before or at ${moment} ` +
      `on ${longDate(closesAt)} is ${relation} ${strike}. Otherwise, this market will resolve to "No". ` +
      `The resolution source for this market is Coinbase, ${coin.pair}. Prices from other exchanges will not be considered.`,
  };
}

/** A short "Up or Down" market as Polymarket lists them, with its own outcome labels. */
export function upDownTopic({ random, closesAt }: TopicOptions): Topic {
  const coin = pick(random, COINS);
  const moment = clockTime(closesAt);
  return {
    seriesTicker: coin.series,
    kalshiTitle: `${coin.name} up or down at ${moment}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)} at ${moment}`,
    polymarketTitle: `${coin.name} Up or Down - ${longDate(closesAt)}, ${moment}`,
    source: { name: 'Chainlink', url: `https://data.chain.link/streams/${coin.pair.toLowerCase()}` },
    polymarketLabels: ['Up', 'Down'],
    outcomes: [
      {
        label: 'Up',
        code: 'UP',
        kalshiRules: `If the price of ${coin.pair} at ${moment} is at or above its price at the opening of this market, then the market resolves to Yes.`,
        polymarketQuestion: `${coin.name} Up or Down - ${longDate(closesAt)}, ${moment}`,
        polymarketRules:
          `This market will resolve to "Up" if the ${coin.name} price at the end of the time range is greater than or equal to ` +
          `the price at the beginning of that range. Otherwise, it will resolve to "Down". The range ends at ${moment} on ` +
          `${longDate(closesAt)}. The resolution source is the Chainlink ${coin.pair} data stream.`,
      },
    ],
  };
}

const CITIES = [
  { name: 'New York City', station: 'Central Park (KNYC)', series: 'KXHIGHNY' },
  { name: 'Chicago', station: 'Midway Airport (KMDW)', series: 'KXHIGHCHI' },
  { name: 'Miami', station: 'Miami International Airport (KMIA)', series: 'KXHIGHMIA' },
  { name: 'Denver', station: 'Denver International Airport (KDEN)', series: 'KXHIGHDEN' },
] as const;

export function weatherTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const city = pick(random, CITIES);
  const degrees = between(random, 28, 84);
  const moment = clockTime(closesAt);
  const asked = inverse ? `${degrees}°F or below` : `above ${degrees}°F`;
  return {
    seriesTicker: city.series,
    kalshiTitle: `Highest temperature in ${city.name} on ${shortDate(closesAt)} up to ${moment}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)}`,
    polymarketTitle: `Highest temperature in ${city.name} ${asked} on ${longDate(closesAt)} by ${moment}?`,
    source: { name: 'National Weather Service', url: 'https://www.weather.gov/wrh/climate' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above ${degrees}°`,
        code: `T${degrees}`,
        strike: { type: 'greater', floor: degrees },
        kalshiRules:
          `If the highest temperature recorded at ${city.station} on ${shortDate(closesAt)} up to ${moment}, as reported by the ` +
          `National Weather Service, is greater than ${degrees}° Fahrenheit, then the market resolves to Yes.`,
        polymarketQuestion: `Will the highest temperature in ${city.name} be ${asked} on ${longDate(closesAt)} by ${moment}?`,
        polymarketRules:
          `This market will resolve to "Yes" if the highest temperature at ${city.station} on ${longDate(closesAt)}, measured ` +
          `until ${moment}, is ${asked}. Otherwise, this market will resolve to "No". The resolution source is the ` +
          `National Weather Service; temperatures are in whole degrees Fahrenheit.`,
      },
    ],
  };
}

export const RELEASES = [
  {
    name: 'CPI year over year',
    series: 'KXCPIYOY',
    agency: 'Bureau of Labor Statistics',
    url: 'https://www.bls.gov/cpi/',
    low: 21,
    high: 39,
  },
  {
    name: 'the unemployment rate',
    series: 'KXU3',
    agency: 'Bureau of Labor Statistics',
    url: 'https://www.bls.gov/cps/',
    low: 38,
    high: 51,
  },
  {
    name: 'real GDP growth (annualized)',
    series: 'KXGDP',
    agency: 'Bureau of Economic Analysis',
    url: 'https://www.bea.gov/data/gdp',
    low: 8,
    high: 36,
  },
] as const;

export function economicsTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const release = pick(random, RELEASES);
  const strike = between(random, release.low, release.high) / 10;
  const moment = clockTime(closesAt);
  const asked = inverse ? `${strike}% or lower` : `higher than ${strike}%`;
  return {
    seriesTicker: release.series,
    kalshiTitle: `${capital(release.name)} in the release of ${shortDate(closesAt)}, ${moment}?`,
    kalshiSubtitle: `Release of ${shortDate(closesAt)}`,
    polymarketTitle: `${capital(release.name)} ${asked}? (${longDate(closesAt)}, ${moment})`,
    source: { name: release.agency, url: release.url },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above ${strike}%`,
        code: `T${strike}`,
        strike: { type: 'greater', floor: strike },
        kalshiRules:
          `If ${release.name} published by the ${release.agency} on ${shortDate(closesAt)} at ${moment} is above ${strike}%, ` +
          `then the market resolves to Yes.`,
        polymarketQuestion: `Will ${release.name} be ${asked} in the ${longDate(closesAt)}, ${moment} release?`,
        polymarketRules:
          `This market will resolve to "Yes" if the ${release.agency} reports ${release.name} of ${asked} in its first print on ` +
          `${longDate(closesAt)} at ${moment}. Otherwise, this market will resolve to "No". Later revisions will not be considered.`,
      },
    ],
  };
}
