import type { Market } from '../../domain/market.js';
import { marketId, type Platform } from '../../domain/platform.js';
import { parsePrice, parseQuantity, usd } from '../../money/money.js';

export const CLOSES = Date.UTC(2026, 10, 21, 17);

/** A market for tests of its texts; what they do not look at is plausible and no more. */
export function aMarket(platform: Platform, change: Partial<Market> = {}): Market {
  return {
    id: marketId(platform, 'KXNOTHING-1'),
    platform,
    event: { id: 'event', title: '', exclusive: false, exhaustive: false, size: 1 },
    title: '',
    subtitle: '',
    rules: '',
    rulesHash: '',
    category: '',
    strike: null,
    sources: [],
    status: 'open',
    openTime: null,
    closeTime: CLOSES,
    resolutionTime: CLOSES,
    priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
    lot: parseQuantity('0.01'),
    minQuantity: parseQuantity('0.01'),
    minNotional: usd(0),
    fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 0, exponent: 1 } }],
    routing:
      platform === 'kalshi'
        ? { platform, exchangeIndex: 0 }
        : { platform, version: 'v1', negRisk: false, yesToken: '1', noToken: '2' },
    yesPayout: null,
    updatedAt: CLOSES,
    ...change,
  };
}
