import { averageSettlement } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import { indexView, indexWindow, RTI_NOTE, view } from '../index-window.js';
import type { PriceTruth } from '../price-truth.js';
import type { WeekMarket } from '../week-market.js';
import { dateWords, dayWords, hourWords, shortDate, tickerTime } from '../week-times.js';
import { kalshiMarket, polymarketMarket } from './venue-fields.js';

export const QUARTER_MS = 900_000;
/** Polymarket's crypto taker fee, parts per million (polymarket.md §9). */
const CRYPTO_FEE = 70_000;
const KALSHI_PAYS_MS = 60_000;
/** Observed: 53 to 210 s after the end (oracle reference §1.1). */
const POLYMARKET_PAYS_MS = 130_000;
const toCents = (value: number): number => Math.round(value * 100) / 100;

/** Up or down within a quarter of an hour, at both venues: one window, one rule, two indices. */
export const quarters = (truth: PriceTruth, start: number): readonly WeekMarket[] => [
  kalshiQuarter(truth, start),
  polymarketQuarter(truth, start),
];

function kalshiQuarter(truth: PriceTruth, start: number): WeekMarket {
  const end = start + QUARTER_MS;
  const strike = toCents(truth.indexAverage(start));
  const title = 'BTC price up in next 15 mins?';
  const eventId = `KXBTC15M-${tickerTime(end)}`;
  return {
    market: kalshiMarket(
      {
        id: `${eventId}-${String(new Date(end).getUTCMinutes()).padStart(2, '0')}`,
        event: { id: eventId, title, exclusive: false, exhaustive: false, size: 1 },
        title,
        subtitle: `Target Price: $${strike.toLocaleString('en-US', { minimumFractionDigits: 2 })}`,
        rules: `If the simple average of the sixty seconds of CF Benchmarks' BRTI before ${hourWords(end, 'with')} EST on ${shortDate(end)} is at least the simple average of the sixty seconds of CF Benchmarks' BRTI before ${hourWords(start, 'with')} EST on ${dateWords(start)}, then the market resolves to Yes.\n\n${RTI_NOTE}\n\nThe final value is rounded to the nearest 2 decimal places.`,
        category: 'Crypto',
        strike: { type: 'greater_or_equal', floor: strike, cap: null },
        sources: ['CF Benchmarks'],
        openTime: start,
        closeTime: end,
        resolutionTime: end + KALSHI_PAYS_MS,
      },
      'tapered',
    ),
    watched: 'quick',
    ladder: null,
    twin: null,
    opensAt: start,
    closesAt: end,
    paysAt: end + KALSHI_PAYS_MS,
    fairAt: (time) =>
      averageSettlement(
        indexView(truth, time, end),
        indexWindow(truth, time, end),
        { kind: 'above', strike, ties: true },
        2,
      ).probability,
    decidedBy: () => null,
    outcome: () => toCents(truth.indexAverage(end)) >= strike,
  };
}

function polymarketQuarter(truth: PriceTruth, start: number): WeekMarket {
  const end = start + QUARTER_MS;
  const strike = truth.chainlinkAverage(start);
  const title = `Bitcoin Up or Down - ${dayWords(start)}, ${hourWords(start, 'with').replace(' ', '')}-${hourWords(end, 'with').replace(' ', '')} ET`;
  const id = `btc-updown-15m-${start / 1_000}`;
  return {
    market: polymarketMarket(
      {
        id,
        event: { id, slug: id, title, exclusive: false, exhaustive: false, size: 1 },
        title,
        subtitle: 'Up',
        rules:
          'This market will resolve to "Up" if the Bitcoin price at the end of the time range specified in the title is greater than or equal to the price at the beginning of that range. Otherwise, it will resolve to "Down".\n\nThe resolution source for this market is information from Chainlink, specifically the BTC/USD 60-second TWAP data stream available at https://data.chain.link/streams/btc-usd-twap-60s-streams.\n\nPlease note that this market is about the price according to Chainlink, not according to other sources or spot markets.',
        category: 'Crypto',
        strike: null,
        sources: ['https://data.chain.link/streams/btc-usd-twap-60s-streams'],
        openTime: start,
        closeTime: end,
        resolutionTime: end + POLYMARKET_PAYS_MS,
      },
      CRYPTO_FEE,
    ),
    watched: 'quick',
    ladder: null,
    twin: null,
    opensAt: start,
    closesAt: end,
    paysAt: end + POLYMARKET_PAYS_MS,
    fairAt(time) {
      const seen = Math.min(60, Math.max(0, 60 - Math.ceil((end - time) / 1_000)));
      const window = { prints: 60, spacing: 1, seen, seenMean: 0, seenError: 0, modelError: 0 };
      const known = { ...window, seenMean: seen === 0 ? 0 : truth.chainlinkAverage(end, seen) };
      const condition = { kind: 'above', strike, ties: true } as const;
      return averageSettlement(view(truth, truth.chainlink(time), time, end), known, condition).probability;
    },
    decidedBy: () => null,
    outcome: () => truth.chainlinkAverage(end) >= strike,
  };
}
