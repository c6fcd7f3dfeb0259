import { createHash } from 'node:crypto';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import { polymarketCategoryFees } from '@pm-arbitrage/core/fees/polymarket-category-fees.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';

/** The data names no close; nothing may seem to be known of it. */
const YEAR_MS = 365 * 86_400_000;
const dearest = Math.max(...Object.values(polymarketCategoryFees).flatMap((all) => all.map(({ ratePpm }) => ratePpm)));

/** The market that one side of a pair stands for, as far as a series tells: no rules, no close, no outcome. Fees are the dearest. */
export function seriesMarket(platform: Platform, pair: string, firstAt: number): Market {
  const name = `SERIES-${pair}`;
  const rules = 'The series does not hold the rules.';
  return {
    id: marketId(platform, name),
    platform,
    event: { id: `${platform} ${name}`, title: pair, exclusive: false, exhaustive: false, size: 1 },
    title: pair,
    subtitle: '',
    rules,
    rulesHash: createHash('sha256').update(rules).digest('hex'),
    category: 'other',
    strike: null,
    sources: [],
    status: 'open',
    openTime: firstAt,
    closeTime: firstAt + YEAR_MS,
    resolutionTime: firstAt + YEAR_MS,
    priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
    lot: parseQuantity('1'),
    minQuantity: parseQuantity(platform === 'kalshi' ? '1' : '5'),
    minNotional: parseUsd(platform === 'kalshi' ? '0' : '1'),
    fees: [
      {
        from: 0,
        model:
          platform === 'kalshi'
            ? { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' }
            : { kind: 'polymarket', ratePpm: dearest, exponent: 1 },
      },
    ],
    routing:
      platform === 'kalshi'
        ? { platform, exchangeIndex: 0 }
        : { platform, version: 'v1', negRisk: false, yesToken: `${name} yes`, noToken: `${name} no` },
    yesPayout: null,
    updatedAt: firstAt,
  };
}
