import { price, type Price } from '@pm-arbitrage/core/money/money.js';
import { marketNumber, numberHexOf, questionNumber, uuidOf } from './identifiers.js';
import type { OutcomeText, Question } from './question.js';
import { tickerDate } from './topic.js';
import type { World } from './world.js';

export type KalshiFeeType = 'quadratic' | 'quadratic_with_maker_fees';

export interface KalshiSeries {
  readonly ticker: string;
  readonly title: string;
  readonly category: string;
  readonly frequency: string;
  readonly feeType: KalshiFeeType;
  readonly feeMultiplier: number;
  readonly exchangeIndex: number;
  readonly settlementSource: { readonly name: string; readonly url: string };
}

const quadratic = { feeType: 'quadratic', feeMultiplier: 1 } as const;
const nws = { name: 'National Weather Service', url: 'https://www.weather.gov/' } as const;
const coinbase = { name: 'Coinbase Exchange', url: 'https://www.coinbase.com/' } as const;
const cfBenchmarks = { name: 'CF Benchmarks', url: 'https://www.cfbenchmarks.com/' } as const;
const bls = { name: 'Bureau of Labor Statistics', url: 'https://www.bls.gov/' } as const;
const reuters = { name: 'Reuters', url: 'https://www.reuters.com/' } as const;

/** Kalshi's series; multipliers and maker fees vary as they do there (reference §10.1). */
export const KALSHI_SERIES: readonly KalshiSeries[] = [
  {
    ticker: 'KXBTCD',
    title: 'Bitcoin price',
    category: 'Crypto',
    frequency: 'hourly',
    ...quadratic,
    exchangeIndex: 2,
    settlementSource: coinbase,
  },
  {
    ticker: 'KXETHD',
    title: 'Ethereum price',
    category: 'Crypto',
    frequency: 'hourly',
    ...quadratic,
    exchangeIndex: 2,
    settlementSource: coinbase,
  },
  {
    ticker: 'KXSOLD',
    title: 'Solana price',
    category: 'Crypto',
    frequency: 'hourly',
    ...quadratic,
    feeMultiplier: 0.5,
    exchangeIndex: 2,
    settlementSource: coinbase,
  },
  {
    ticker: 'KXBTCMINUTE',
    title: 'Bitcoin price at the minute',
    category: 'Crypto',
    frequency: 'custom',
    ...quadratic,
    exchangeIndex: 2,
    settlementSource: cfBenchmarks,
  },
  {
    ticker: 'KXETHMINUTE',
    title: 'Ethereum price at the minute',
    category: 'Crypto',
    frequency: 'custom',
    ...quadratic,
    exchangeIndex: 2,
    settlementSource: cfBenchmarks,
  },
  {
    ticker: 'KXSOLMINUTE',
    title: 'Solana price at the minute',
    category: 'Crypto',
    frequency: 'custom',
    ...quadratic,
    exchangeIndex: 2,
    settlementSource: cfBenchmarks,
  },
  {
    ticker: 'KXHIGHNY',
    title: 'Highest temperature in NYC',
    category: 'Climate and Weather',
    frequency: 'daily',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: nws,
  },
  {
    ticker: 'KXHIGHCHI',
    title: 'Highest temperature in Chicago',
    category: 'Climate and Weather',
    frequency: 'daily',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: nws,
  },
  {
    ticker: 'KXHIGHMIA',
    title: 'Highest temperature in Miami',
    category: 'Climate and Weather',
    frequency: 'daily',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: nws,
  },
  {
    ticker: 'KXHIGHDEN',
    title: 'Highest temperature in Denver',
    category: 'Climate and Weather',
    frequency: 'daily',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: nws,
  },
  {
    ticker: 'KXHIGHAUS',
    title: 'Highest temperature in Austin',
    category: 'Climate and Weather',
    frequency: 'daily',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: nws,
  },
  {
    ticker: 'KXSENATECONFIRM',
    title: 'Senate confirmations',
    category: 'Politics',
    frequency: 'custom',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: { name: 'United States Senate', url: 'https://www.senate.gov/' },
  },
  {
    ticker: 'KXLOCALELECTION',
    title: 'Local elections',
    category: 'Elections',
    frequency: 'custom',
    ...quadratic,
    feeMultiplier: 0.5,
    exchangeIndex: 0,
    settlementSource: { name: 'Electoral commission', url: 'https://results.example.org/' },
  },
  {
    ticker: 'KXWORLDDEAL',
    title: 'International agreements',
    category: 'World',
    frequency: 'custom',
    ...quadratic,
    feeMultiplier: 0.5,
    exchangeIndex: 0,
    settlementSource: reuters,
  },
  {
    ticker: 'KXSUMMITHOST',
    title: 'Summit hosts',
    category: 'World',
    frequency: 'custom',
    ...quadratic,
    feeMultiplier: 0.5,
    exchangeIndex: 0,
    settlementSource: reuters,
  },
  {
    ticker: 'KXNBAGAME',
    title: 'NBA game',
    category: 'Sports',
    frequency: 'custom',
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier: 0.5,
    exchangeIndex: 3,
    settlementSource: { name: 'NBA', url: 'https://www.nba.com/' },
  },
  {
    ticker: 'KXNFLGAME',
    title: 'NFL game',
    category: 'Sports',
    frequency: 'custom',
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier: 1,
    exchangeIndex: 0,
    settlementSource: { name: 'NFL', url: 'https://www.nfl.com/' },
  },
  {
    ticker: 'KXCPIYOY',
    title: 'CPI year over year',
    category: 'Economics',
    frequency: 'monthly',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: bls,
  },
  {
    ticker: 'KXU3',
    title: 'Unemployment rate',
    category: 'Economics',
    frequency: 'monthly',
    ...quadratic,
    exchangeIndex: 0,
    settlementSource: bls,
  },
  {
    ticker: 'KXGDP',
    title: 'GDP growth',
    category: 'Economics',
    frequency: 'quarterly',
    ...quadratic,
    feeMultiplier: 0.5,
    exchangeIndex: 0,
    settlementSource: { name: 'Bureau of Economic Analysis', url: 'https://www.bea.gov/' },
  },
];

/** One stretch of a market's price grid. */
export interface PriceRange {
  readonly start: Price;
  readonly end: Price;
  readonly step: Price;
}

export const CENT_GRID: readonly PriceRange[] = [{ start: price(0), end: price(10_000), step: price(100) }];
export const TAPERED_GRID: readonly PriceRange[] = [
  { start: price(0), end: price(1_000), step: price(10) },
  { start: price(1_000), end: price(9_000), step: price(100) },
  { start: price(9_000), end: price(10_000), step: price(10) },
];

export interface KalshiListing {
  readonly number: number;
  readonly question: Question;
  readonly outcome: number;
  readonly text: OutcomeText;
  readonly series: KalshiSeries;
  readonly ticker: string;
  readonly eventTicker: string;
  /** UUID that only the WebSocket shows. */
  readonly marketId: string;
  readonly priceLevelStructure: 'linear_cent' | 'tapered_deci_cent';
  readonly priceRanges: readonly PriceRange[];
}

export function kalshiListing(world: World, question: Question, outcome: number): KalshiListing {
  const number = marketNumber({ lane: question.lane, index: question.index, outcome });
  const text = question.outcomes[outcome];
  const series = KALSHI_SERIES.find((candidate) => candidate.ticker === question.seriesTicker);
  if (!text || !series) throw new RangeError(`no outcome ${outcome} or series ${question.seriesTicker} on Kalshi`);
  const eventTicker = kalshiEventTicker(world, question);
  const tapered = question.category === 'politics';
  return {
    number,
    question,
    outcome,
    text,
    series,
    ticker: `${eventTicker}-${text.code}`,
    eventTicker,
    marketId: uuidOf(world.seed, 'kalshi-market', number),
    priceLevelStructure: tapered ? 'tapered_deci_cent' : 'linear_cent',
    priceRanges: tapered ? TAPERED_GRID : CENT_GRID,
  };
}

/** The digits after the date carry the question's number, so that the ticker alone finds it again. */
export function kalshiEventTicker(world: World, question: Question): string {
  const date = tickerDate(world.wallTime(question.timeline.closeAt));
  return `${question.seriesTicker}-${date}Q${numberHexOf(questionNumber(question.lane, question.index))}`;
}
