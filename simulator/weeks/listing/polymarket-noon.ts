import { priceAtExpiry } from '@pm-arbitrage/core/fair-value/price/price-at-expiry.js';
import { view } from '../index-window.js';
import type { PriceTruth } from '../price-truth.js';
import type { WeekMarket } from '../week-market.js';
import { dayWords, shortDate } from '../week-times.js';
import { polymarketMarket } from './venue-fields.js';

const CRYPTO_FEE = 70_000;
const STEP = 1_000;
const RUNGS = [-2_000, -1_000, 0, 1_000, 2_000] as const;
const MINUTE_MS = 60_000;
const PAYS_AFTER_MS = 150_000;

/** Polymarket's ladder on the close of Binance's candle at noon in New York; `noon` Unix ms. */
export function polymarketNoon(truth: PriceTruth, opensAt: number, noon: number): readonly WeekMarket[] {
  const at = noon + MINUTE_MS;
  const middle = Math.round(truth.binance(opensAt) / STEP) * STEP;
  const eventId = `bitcoin-above-on-${dayWords(noon).toLowerCase().replace(' ', '-')}`;
  return RUNGS.map((off): WeekMarket => {
    const strike = middle + off;
    const title = `Will the price of Bitcoin be above $${strike.toLocaleString('en-US')} on ${dayWords(noon)}?`;
    return {
      market: polymarketMarket(
        {
          id: `${eventId}-${strike}`,
          event: {
            id: eventId,
            slug: eventId,
            title: `Bitcoin above ___ on ${dayWords(noon)}?`,
            exclusive: false,
            exhaustive: false,
            size: RUNGS.length,
          },
          title,
          subtitle: strike.toLocaleString('en-US'),
          rules: `This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) on ${shortDate(noon)} has a final "Close" price higher than the price specified in the title. Otherwise, this market will resolve to "No".\n\nThe resolution source for this market is Binance, specifically the BTC/USDT "Close" prices currently available at https://www.binance.com/en/trade/BTC_USDT with "1m" and "Candles" selected on the top bar.\n\nPlease note that this market is about the price according to Binance BTC/USDT, not according to other exchanges or trading pairs.`,
          category: 'Crypto',
          strike: null,
          sources: ['https://www.binance.com/en/trade/BTC_USDT'],
          openTime: opensAt,
          closeTime: noon,
          resolutionTime: at + PAYS_AFTER_MS,
        },
        CRYPTO_FEE,
      ),
      watched: 'slow',
      ladder: eventId,
      twin: null,
      opensAt,
      closesAt: noon,
      paysAt: at + PAYS_AFTER_MS,
      fairAt: (time) =>
        priceAtExpiry(view(truth, truth.binance(time), time, at), { kind: 'above', strike, ties: false }).probability,
      decidedBy: () => null,
      outcome: () => truth.candle(noon, 1).close > strike,
    };
  });
}
