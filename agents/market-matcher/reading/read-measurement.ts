import type { Averaging, Question, Read, VoidRule } from './question.js';
import { readPlay } from './read-play.js';
import { readPrint } from './read-print.js';

/** Who publishes a number. Newspapers and agencies that only report an event are not among them: they agree on it. */
const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/\bCF Benchmarks|\bBRTI\b|\b[A-Z]{3}USD_?RTI\b|Real[- ]Time Index/, 'CF Benchmarks'],
  [/\bCME\b/, 'CME'],
  [/\bBinance\b(?! (?:Smart|Chain))/i, 'Binance'],
  [/\bCoinbase\b/i, 'Coinbase'],
  [/\bKraken\b/i, 'Kraken'],
  [/\bChainlink\b/i, 'Chainlink'],
  [/\bPyth\b/i, 'Pyth'],
  [/\bCoinGecko\b/i, 'CoinGecko'],
  [/\bCoinMarketCap\b/i, 'CoinMarketCap'],
  [/\bWeather Company\b/i, 'The Weather Company'],
  [/\bWunderground|Weather Underground\b/i, 'Weather Underground'],
  [/weather\.gov\/wrh\/timeseries/i, 'NOAA hourly readings'],
  [/\bNational Weather Service\b|\bNWS\b|Climatological Report/i, 'NWS climate report'],
  [/\bSilver Bulletin\b|Nate Silver/i, 'Silver Bulletin'],
  [/\bRealClear(?:Politics|Polling)\b|\bRCP\b/i, 'RealClearPolling'],
  [/\bFiveThirtyEight\b|\b538\b/i, 'FiveThirtyEight'],
  [/\bVoteHub\b/i, 'VoteHub'],
  [/\bAAA\b/, 'AAA'],
  [/\bYahoo Finance\b/i, 'Yahoo Finance'],
  [/\bBureau of Labor Statistics\b|\bBLS\b|\bbls\.gov\b/, 'BLS'],
  [/\bBureau of Economic Analysis\b|\bBEA\b|\bbea\.gov\b/, 'BEA'],
];
const STATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bCentral Park\b|\bKNYC\b|\bCLINYC\b/, 'KNYC'],
  [/\bLa ?Guardia\b|\bKLGA\b/i, 'KLGA'],
  [/\bJFK\b|\bKJFK\b|Kennedy (?:International )?Airport/, 'KJFK'],
  [/\bO'?Hare\b|\bKORD\b/i, 'KORD'],
  [/\bMidway\b|\bKMDW\b|\bCLIMDW\b/i, 'KMDW'],
  [/\bHeathrow\b|\bEGLL\b/i, 'EGLL'],
  [/\bLondon City Airport\b|\bEGLC\b/i, 'EGLC'],
];
const CODE = /\bsite=(K[A-Z]{3})\b|\b(K[A-Z]{3}) (?:station|airport)|\bCLI([A-Z]{3})\b|\/(K[A-Z]{3})\b/;
const AIRPORT = /\b((?:[A-Z][\w.'-]+ ){1,4})(?:Airport|Station)\b/;
/** What measures an index or a temperature says nothing where a question is about people. */
const MEASURED =
  /pric|bitcoin|ethereum|solana|xrp|doge|crypto|temp|degree|rain|snow|°|approv|poll|index|close|candle|\$|\b(?:unemployment|cpi|inflation|gdp|payrolls?)\b/i;

type Measurement = Pick<Question, 'averaging' | 'source' | 'station' | 'tie' | 'void' | 'print' | 'play'>;

/**
 * How the result is measured and what happens when there is none: averaging, publisher, station, which print
 * and how much of a game counts, tie and void rule.
 *
 * @param said title, subtitle and event title
 * @param rules the rule texts with the venue's settlement sources
 */
export function readMeasurement(said: string, rules: string): Measurement {
  const all = rules === '' ? said : `${said}\n${rules}`;
  const measured = MEASURED.test(said);
  return {
    averaging: measured ? readAveraging(all) : null,
    source: measured ? (firstOf(SOURCES, said) ?? firstOf(SOURCES, rules)) : null,
    station: /temp|rain|snow|degree|°|weather/i.test(said) ? readStation(all) : null,
    tie: readTie(rules),
    void: readVoid(rules),
    print: readPrint(rules),
    play: readPlay(rules),
  };
}

function readAveraging(text: string): Read<Averaging> | null {
  if (!/candle|clos|average|TWAP|settlement price|futures/i.test(text)) return null;
  return (
    found(
      /(?:simple |time[- ]weighted )?average of (?:the )?(?:\w+ ){0,3}(?:seconds|minutes|prices)[^.;]{0,40}|\b60[- ]second (?:average|TWAP)|\bTWAP\b/i,
      text,
      'average',
    ) ??
    found(/\b(?:high|low)[^.;]{0,30}\bcandle|candle[^.;]{0,60}\b(?:"?high"?|"?low"?) price/i, text, 'candle-extreme') ??
    found(/[^.;]{0,40}\bcandle\b[^.;]{0,60}|\bclos(?:e|ing) price\b[^.;]{0,40}/i, text, 'candle-close') ??
    found(/\bfutures settlement\b|\bsettlement price\b/i, text, 'settlement-price')
  );
}

function readStation(text: string): Read<string> | null {
  const named = firstOf(STATIONS, text);
  if (named) return named;
  const code = CODE.exec(text);
  if (code)
    return { value: code[1] ?? code[2] ?? (code[3] === undefined ? (code[4] ?? '') : `K${code[3]}`), text: code[0] };
  const airport = AIRPORT.exec(text);
  return airport?.[1] === undefined ? null : { value: airport[1].trim(), text: airport[0] };
}

/** Rules that say the contest goes on until somebody has won. */
const NO_TIE =
  /\b(?:can ?not|can't|may not|never) (?:end|finish)e?s? (?:in a |as a )?(?:tied?|draw|drawn)\b|\bplayed (?:on )?(?:to|until there is) a winner\b|\bthere (?:is|are) no (?:ties?|draws?)\b/i;

function readTie(rules: string): Question['tie'] {
  if (!/\b(?:ties?|tied|draws?|drawn)\b|greater than or equal|to a winner\b/i.test(rules)) return null;
  return (
    found(NO_TIE, rules, 'none') ??
    found(/\b(?:tie|tied|draw)[^.]{0,80}(?:50[-/ ]50|\$?0?\.50?\b|split)/i, rules, 'half') ??
    found(/\b(?:tie|tied|draw)[^.]{0,80}resolves? (?:to )?"?No\b/i, rules, 'no') ??
    found(/\b(?:tie|tied)[^.]{0,80}alphabetical/i, rules, 'first-listed') ??
    found(
      /\b(?:tie|tied|draw)[^.]{0,80}resolves? (?:to )?"?(?:Yes|Up)\b|greater than or equal to[^.]{0,60}"?Up\b/i,
      rules,
      'yes',
    )
  );
}

function readVoid(rules: string): Read<VoidRule> | null {
  const called =
    '\\b(?:cancell?ed|postponed|rescheduled|not (?:held|played|completed)|abandoned|no contest)\\b[^.]{0,120}';
  return (
    found(new RegExp(`${called}fair (?:market )?price`, 'i'), rules, 'fair-price') ??
    found(new RegExp(`${called}50[-/ ]50`, 'i'), rules, 'half') ??
    found(new RegExp(`${called}resolves? (?:to )?"?No\\b`, 'i'), rules, 'no') ??
    found(new RegExp(`${called}resolves? (?:to )?"?Yes\\b`, 'i'), rules, 'yes') ??
    found(new RegExp(`${called}"?Other\\b`, 'i'), rules, 'other')
  );
}

function firstOf(table: readonly (readonly [RegExp, string])[], text: string): Read<string> | null {
  if (text === '') return null;
  for (const [pattern, value] of table) {
    const match = pattern.exec(text);
    if (match) return { value, text: match[0] };
  }
  return null;
}

function found<T>(pattern: RegExp, text: string, value: T): Read<T> | null {
  if (text === '') return null;
  const match = pattern.exec(text);
  return match ? { value, text: match[0].trim() } : null;
}
