import type { Random } from '@pm-arbitrage/core/random/random.js';
import { DAY, dayWords, monthName, pick, type SyntheticEvent, tickerDay, TODAY, whole } from './synthetic-event.js';
import { cities, coins } from './synthetic-names.js';

const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** A coin above each of many strikes at one moment. */
export function coinLadder(random: Random): SyntheticEvent {
  const [coin, ticker, from, step] = pick(random, coins);
  const hour = pick(random, [12, 12, 17, whole(random, 1, 23)]);
  const day = TODAY + whole(random, 0, 20) * DAY;
  const closes = day + (hour + 4) * 3_600_000;
  const { short, long } = dayWords(day);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`;
  return {
    key: `coin ${ticker} ${short} ${hour}`,
    category: 'Crypto',
    series: `KX${ticker}D`,
    dated: `${tickerDay(day)}${String(hour).padStart(2, '0')}`,
    titles: {
      kalshi: `${coin} price on ${short} at ${clock} EDT?`,
      polymarket: `${coin} above ___ on ${long}, ${clock.toUpperCase()} ET?`,
    },
    opens: closes - 2 * DAY,
    closes: { kalshi: closes, polymarket: closes },
    questions: Array.from({ length: 22 }, (_, index) => Number((from + step * index).toFixed(2))).map((strike) => ({
      kalshi: {
        title: `${coin} price on ${short} at ${clock} EDT?`,
        subtitle: `$${grouped(strike)} or above`,
        rules: `If the simple average of the sixty seconds of CF Benchmarks' ${coin} Real-Time Index before ${clock} EDT is above ${strike - 0.01} at ${clock} EDT on ${short}, then the market resolves to Yes.`,
        strike: { type: 'greater', floor: Number((strike - 0.01).toFixed(4)), cap: null },
      },
      polymarket: {
        title: `Will the price of ${coin} be above $${grouped(strike)} on ${long}, ${clock.toUpperCase()} ET?`,
        subtitle: grouped(strike),
        rules: `This market will resolve to "Yes" if the Binance 1 minute candle for ${ticker}/USDT ${clock} in the ET timezone on ${long} has a final close above ${grouped(strike)}.`,
      },
    })),
  };
}

/** The highest temperature of a day in ranges of two degrees. */
export function temperature(random: Random): SyntheticEvent {
  const [short, long] = pick(random, cities);
  const day = TODAY + whole(random, 0, 9) * DAY;
  const words = dayWords(day);
  const low = whole(random, 35, 48) * 2;
  const closes = day + 29 * 3_600_000;
  return {
    key: `high ${short} ${words.short}`,
    category: 'Climate and Weather',
    series: `KXHIGH${short.toUpperCase()}`,
    dated: tickerDay(day),
    titles: {
      kalshi: `Highest temperature in ${short} on ${words.short}?`,
      polymarket: `Highest temperature in ${long} on ${words.long}?`,
    },
    opens: day - DAY,
    closes: { kalshi: closes, polymarket: day + 12 * 3_600_000 },
    questions: Array.from({ length: 6 }, (_, index) => low + 2 * index).map((from) => ({
      kalshi: {
        title: `Will the high temp in ${short} be ${from}-${from + 1}° on ${words.short}?`,
        subtitle: `${from}° to ${from + 1}°`,
        rules: `If the highest temperature recorded in ${long} for ${words.short} as reported by the National Weather Service's Climatological Report is between ${from}-${from + 1}°, then the market resolves to Yes.`,
        strike: { type: 'between', floor: from, cap: from + 1 },
      },
      polymarket: {
        title: `Will the highest temperature in ${long} be between ${from}-${from + 1}°F on ${words.long}?`,
        subtitle: `${from}-${from + 1}°F`,
        rules: `This market will resolve to the temperature range that contains the highest temperature recorded in ${long} in degrees Fahrenheit on ${words.long}.`,
      },
    })),
  };
}

const FIGURES = [
  ['CPI', 'inflation', 2, 0.1],
  ['Core CPI', 'core inflation', 2.2, 0.1],
  ['unemployment rate', 'unemployment', 3.6, 0.1],
  ['GDP growth', 'GDP growth', 0.5, 0.5],
  ['Fed funds rate', 'Fed interest rate', 2.5, 0.25],
] as const;
const PLACES = [
  ['US', 'U.S.'],
  ['UK', 'United Kingdom'],
  ['Canada', 'Canadian'],
  ['Eurozone', 'Euro area'],
  ['Japan', 'Japanese'],
  ['Brazil', 'Brazilian'],
] as const;

/** A figure of a country for one month, above each of several levels. */
export function economicFigure(random: Random): SyntheticEvent {
  const [figure, name, from, step] = pick(random, FIGURES);
  const [place, adjective] = pick(random, PLACES);
  const month = whole(random, 6, 23);
  const year = 2026 + Math.floor(month / 12);
  const closes = Date.UTC(2026, month + 1, 12, 12, 25);
  return {
    key: `figure ${place} ${figure} ${month}`,
    category: 'Economics',
    series: 'KXECON',
    dated: `${year % 100}${monthName(month).slice(0, 3).toUpperCase()}`,
    titles: {
      kalshi: `${place} ${figure} in ${monthName(month)} ${year}?`,
      polymarket: `${adjective} ${name} in ${monthName(month)} ${year}`,
    },
    opens: closes - 60 * DAY,
    closes: { kalshi: closes, polymarket: closes },
    questions: Array.from({ length: 8 }, (_, index) => Number((from + step * index).toFixed(2))).map((level) => ({
      kalshi: {
        title: `Will ${place} ${figure} be above ${level}% in ${monthName(month)} ${year}?`,
        subtitle: `Above ${level}%`,
        rules: `If the ${place} ${figure} for ${monthName(month)} ${year} is above ${level}%, then the market resolves to Yes.`,
        strike: { type: 'greater', floor: level, cap: null },
      },
      polymarket: {
        title: `Will ${adjective} ${name} for ${monthName(month)} ${year} exceed ${level}%?`,
        subtitle: `>${level}%`,
        rules: `This market will resolve to "Yes" if the ${adjective} ${name} reported for ${monthName(month)} ${year} is greater than ${level}%.`,
      },
    })),
  };
}
