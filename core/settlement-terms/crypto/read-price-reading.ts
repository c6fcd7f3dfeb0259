import { cfIndexNamed } from '../../oracles/cf-index.js';
import { refuse } from '../terms-refusal.js';
import type { Worded } from '../worded.js';
import { cryptoAsset } from './crypto-assets.js';
import type { PriceReading } from './price-terms.js';

export interface ReadPrice {
  readonly asset: Worded<string>;
  readonly reading: Worded<PriceReading>;
  /** `btc-usd`, or `btc-usdt` where a pair in Tether settles. */
  readonly symbol: string;
}

const CANDLE =
  /\b(1|60|one)[ -]?(?:minute|min|m)\b[^.;]{0,60}\bcandle|\b(1)[ -]?(?:hour|h)\b[^.;]{0,60}\bcandle|"(1m)"|"(1H)"/i;
/** Lengths of candles, in words before "candle" or as the chart's buttons. */
const INTERVALS = /\b(\d{1,3})[ -]?(minute|min|hour)s?\b(?=[^.;]{0,60}\bcandle)|"(\d{1,3})([mHh])"/g;
const PAIR = /\b([A-Z]{2,6})[-/](USDT|USDC|USD|BUSD)\b|\b([A-Z]{2,6}?)(USDT)\b/g;
const INDEX = /\b(BRTI|ERTI|[A-Z]{3,5}USD_?RTI)\b/g;
/** Who publishes prices that texts name and this project does not settle on. */
const OTHERS = /\b(Pyth|CoinGecko|CoinMarketCap|Kraken|Bitstamp|Bybit|OKX|Yahoo Finance|TradingView|CME)\b/i;
const NOT_SOURCE = /not all cryptocurrency price data is the same[^.]*\.[^.]*?(?=, the price used|\.)/gi;
const DENIED = /\b(?:not according to|not on|rather than|instead of)\b[^.]{0,120}/gi;

/**
 * Who publishes the price, of what, and how it is averaged, from the rules and the listed sources.
 * @throws TermsRefusal `no-source`, `unknown-source`, `unknown-alias`, `contradiction`
 */
export function readPriceReading(sourced: string): ReadPrice {
  // "Google or Coinbase may help guide your decision" and "not according to other exchanges" name no source.
  const text = sourced.replaceAll(NOT_SOURCE, ' ').replaceAll(DENIED, ' ');
  const named = {
    cf: /\bCF Benchmarks\b|Real[- ]Time Index|\bBRTI\b|\b[A-Z]{3,5}USD_?RTI\b/i.test(text),
    binance: /\bBinance\b/i.test(text),
    coinbase: /\bCoinbase\b/i.test(text),
    chainlink: /\bChainlink\b|data\.chain\.link/i.test(text),
  };
  const sources = Object.entries(named).filter(([, is]) => is);
  const other = OTHERS.exec(text);
  if (sources.length > 1)
    refuse('contradiction', `sources ${sources.map(([name]) => name).join(' and ')} are both named`);
  if (other !== null)
    return refuse(sources.length > 0 ? 'contradiction' : 'unknown-source', `the source is ${other[0]}`);
  if (named.cf) return readIndex(text);
  if (named.chainlink) return readChainlink(text);
  if (named.binance || named.coinbase) return readCandle(text, named.binance ? 'binance' : 'coinbase');
  return refuse('no-source', 'nobody is named who publishes the price');
}

function readIndex(text: string): ReadPrice {
  const names = [...new Set([...text.matchAll(INDEX)].map(([, name = '']) => name))];
  const [first] = names;
  if (first === undefined) return refuse('unknown-alias', 'the index of CF Benchmarks is not named');
  const indices = names.map((name) => cfIndexNamed(name) ?? refuse('unknown-alias', `index ${name} is not known`));
  const [index] = indices;
  if (index === undefined || indices.some(({ id }) => id !== index.id))
    return refuse('contradiction', `the indices ${names.join(' and ')} are both named`);
  const asset = index.symbol.replace(/-usd$/, '');
  const average =
    /\b(?:simple )?average of the (?:sixty|60) seconds\b|\b(?:60|sixty)[- ]second (?:simple )?average\b|\b60 RTI prices are collected\b/i.exec(
      text,
    );
  const trimmed =
    /\btrimmed mean\b|\b(?:top|highest|bottom|lowest)[^.]{0,40}20 ?%[^.]{0,80}|\bmiddle 60 ?%[^.]{0,40}|\b20 ?%[^.]{0,30}\b(?:top|highest|bottom|lowest)\b/i.exec(
      text,
    );
  const of = { asset: { value: asset, text: first }, symbol: index.symbol };
  if (trimmed !== null) {
    if (/\bsimple average\b/i.test(text)) refuse('contradiction', 'a simple average and a trimmed mean are both named');
    return { ...of, reading: { value: { kind: 'trimmed-minute', index: index.id }, text: trimmed[0] } };
  }
  if (average === null) return refuse('ambiguous', 'how the index is averaged is not said');
  return { ...of, reading: { value: { kind: 'index-average', index: index.id, seconds: 60 }, text: average[0] } };
}

/** The pair that a text names; USDT and USD are different prices. */
function readPair(text: string): { readonly pair: string; readonly text: string; readonly asset: string } {
  const found = [...text.matchAll(PAIR)];
  const slugs = [...text.matchAll(/data\.chain\.link\/streams\/([a-z]{2,6})-(usd)\b/g)];
  const pairs = new Set(
    [...found, ...slugs].map(([, base1 = '', quote1 = '', base2 = '', quote2 = '']) =>
      `${base1}${base2}/${quote1}${quote2}`.toUpperCase(),
    ),
  );
  const [first] = found.length > 0 ? found : slugs;
  const [pair] = pairs;
  if (first === undefined || pair === undefined) return refuse('unknown-alias', 'the pair is not named');
  if (pairs.size > 1) return refuse('contradiction', `the pairs ${[...pairs].join(' and ')} are both named`);
  const base = pair.split('/')[0] ?? '';
  return {
    pair,
    text: first[0],
    asset: cryptoAsset(base) ?? refuse('unknown-alias', `${base} is no coin of the list`),
  };
}

function readChainlink(text: string): ReadPrice {
  const { pair, text: words, asset } = readPair(text);
  if (!pair.endsWith('/USD')) refuse('unknown-source', `Chainlink's ${pair} is no price that is followed`);
  const of = { asset: { value: asset, text: words }, symbol: `${asset}-usd` };
  const lengths = [
    ...text.matchAll(/\b(\d{1,4}|sixty|thirty)[- ]?(?:s|seconds?)[- ](?:TWAP|time[- ]weighted)|\btwap-(\d{1,4})s\b/gi),
  ];
  const twap = /\bTWAP\b|\btime[- ]weighted average\b|-twap-/i.test(text);
  if (!twap) {
    const stream = /data stream|data feed|data\.chain\.link\/streams\/\S*/i.exec(text);
    if (stream === null) return refuse('ambiguous', 'which stream of Chainlink is not said');
    return { ...of, reading: { value: { kind: 'chainlink-spot', pair }, text: stream[0] } };
  }
  const seconds = new Set(
    lengths.map(([, words1 = '', words2]) => {
      const written = words2 ?? words1.toLowerCase();
      return written === 'sixty' ? 60 : written === 'thirty' ? 30 : Number(written);
    }),
  );
  const [length] = seconds;
  if (length === undefined) return refuse('ambiguous', 'over how long Chainlink averages is not said');
  if (seconds.size > 1)
    return refuse('contradiction', `averages of ${[...seconds].join(' and ')} seconds are both named`);
  if (length !== 30 && length !== 60) return refuse('unknown-source', `no ${length}-second average is followed`);
  const value: PriceReading = { kind: 'chainlink-twap', pair, seconds: length };
  return { ...of, reading: { value, text: lengths[0]?.[0] ?? '' } };
}

function readCandle(text: string, exchange: 'binance' | 'coinbase'): ReadPrice {
  const { pair, text: words, asset } = readPair(text);
  const quote = pair.split('/')[1];
  if (quote !== (exchange === 'binance' ? 'USDT' : 'USD'))
    refuse('unknown-source', `no feed follows ${exchange}'s ${pair}`);
  const candle = CANDLE.exec(text);
  if (candle === null) return refuse('ambiguous', `how ${exchange}'s price is read is not said`);
  for (const [words, length1, unit1, length2, unit2] of text.matchAll(INTERVALS)) {
    const [length, unit] = [length1 ?? length2, unit1 ?? unit2];
    const ofMinute = /^m/i.test(unit ?? '');
    if (Number(length) !== 1 || ofMinute !== (candle[1] !== undefined || candle[3] !== undefined))
      refuse('contradiction', `"${candle[0]}" and "${words}" are both named`);
  }
  const minutes = candle[1] !== undefined || candle[3] !== undefined ? 1 : 60;
  if (candle[1] === '60') refuse('ambiguous', 'sixty candles of a minute are no hour');
  return {
    asset: { value: asset, text: words },
    symbol: `${asset}-${quote === 'USDT' ? 'usdt' : 'usd'}`,
    reading: { value: { kind: 'candle', exchange, pair, minutes }, text: candle[0] },
  };
}
