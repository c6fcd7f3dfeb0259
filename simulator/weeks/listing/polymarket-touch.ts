import { barrierTouch } from '@pm-arbitrage/core/fair-value/price/barrier-touch.js';
import { view } from '../index-window.js';
import type { PriceTruth } from '../price-truth.js';
import type { WeekMarket } from '../week-market.js';
import { dateWords, dayWords } from '../week-times.js';
import { polymarketMarket } from './venue-fields.js';

const CRYPTO_FEE = 70_000;
const STEP = 500;
/** Of the price at the opening. */
const LEVELS = [
  { side: 'up', share: 0.03 },
  { side: 'up', share: 0.06 },
  { side: 'down', share: 0.03 },
  { side: 'down', share: 0.06 },
] as const;
const MINUTE_MS = 60_000;
const PAYS_AFTER_MS = 150_000;

/**
 * Polymarket's levels that Bitcoin hits within a period, by the highs and lows of Binance's candles. Times are midnights in
 * New York.
 */
export function polymarketTouch(truth: PriceTruth, from: number, to: number): readonly WeekMarket[] {
  const opening = truth.binance(from);
  const until = to - MINUTE_MS;
  const eventId = `what-price-will-bitcoin-hit-${dayWords(from).toLowerCase().replace(' ', '-')}-${dayWords(until).toLowerCase().replace(' ', '-')}`;
  return LEVELS.map(({ side, share }): WeekMarket => {
    const level = Math.round((opening * (side === 'up' ? 1 + share : 1 - share)) / STEP) * STEP;
    const look = firstTouch(truth, { side, level, from, to });
    const [field, words] = side === 'up' ? ['High', 'equal to or greater than'] : ['Low', 'equal to or lower than'];
    const title = `Will Bitcoin ${side === 'up' ? 'reach' : 'dip to'} $${level.toLocaleString('en-US')} ${dayWords(from)}-${dayWords(until)}?`;
    return {
      market: polymarketMarket(
        {
          id: `${eventId}-${side}-${level}`,
          event: {
            id: eventId,
            slug: eventId,
            title: `What price will Bitcoin hit ${dayWords(from)}-${dayWords(until)}?`,
            exclusive: false,
            exhaustive: false,
            size: LEVELS.length,
          },
          title,
          subtitle: `${side === 'up' ? '↑' : '↓'} ${level.toLocaleString('en-US')}`,
          rules: `This market will immediately resolve to "Yes" if any Binance 1 minute candle for BTC/USDT between ${dateWords(from)}, 00:00 and ${dateWords(until)}, 23:59 in the ET timezone has a final "${field}" price ${words} the price specified in the title. Otherwise, this market will resolve to "No".\n\nThe resolution source for this market is Binance, specifically the BTC/USDT "${field}" prices available at https://www.binance.com/en/trade/BTC_USDT, with the chart settings on "1m" candles selected on the top bar.`,
          category: 'Crypto',
          strike: null,
          sources: ['https://www.binance.com/en/trade/BTC_USDT'],
          openTime: from,
          closeTime: to,
          resolutionTime: to + PAYS_AFTER_MS,
        },
        CRYPTO_FEE,
      ),
      watched: 'slow',
      ladder: eventId,
      twin: null,
      opensAt: from,
      closesAt: to,
      paysAt: to + PAYS_AFTER_MS,
      fairAt: (time) =>
        barrierTouch(view(truth, truth.binance(time), time, to), {
          side,
          level,
          touched: look(time) !== null,
          monitoring: { kind: 'continuous' },
        }).probability,
      decidedBy: look,
      outcome: () => look(to) !== null,
    };
  });
}

/** The end of the first candle that reached a level, as far as candles are over; each is looked at once. */
function firstTouch(
  truth: PriceTruth,
  {
    side,
    level,
    from,
    to,
  }: { readonly side: 'up' | 'down'; readonly level: number; readonly from: number; readonly to: number },
): (time: number) => number | null {
  let next = from;
  let touched: number | null = null;
  return (time) => {
    for (; touched === null && next + MINUTE_MS <= Math.min(time, to); next += MINUTE_MS) {
      const { high, low } = truth.candle(next, 1);
      if (side === 'up' ? high >= level : low <= level) touched = next + MINUTE_MS;
    }
    return touched !== null && touched <= time ? touched : null;
  };
}
