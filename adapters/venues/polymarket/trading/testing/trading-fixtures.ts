import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { tickGrid } from '../../map-market.js';

export const CONDITION = `0x${'c'.repeat(64)}`;
export const YES = '7111111111';
export const NO = '5222222222';

/** A market as the listing gives it: tick 0.01, at least 5 shares, fee rate 0.04. */
export function testMarket(changes: Partial<Market> = {}): Market {
  return {
    id: marketId('polymarket', CONDITION),
    platform: 'polymarket',
    event: { id: '1', title: 'Event', exclusive: false, exhaustive: false, size: 1 },
    title: 'Question?',
    subtitle: '',
    rules: '',
    rulesHash: '',
    category: 'politics',
    strike: null,
    sources: [],
    status: 'open',
    openTime: null,
    closeTime: Date.parse('2027-01-01T00:00:00Z'),
    resolutionTime: Date.parse('2027-01-01T00:00:00Z'),
    priceRanges: tickGrid(parsePrice('0.01')),
    lot: parseQuantity('0.01'),
    minQuantity: parseQuantity('5'),
    minNotional: parseUsd('1'),
    fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 40_000, exponent: 1 } }],
    routing: { platform: 'polymarket', version: 'v1', negRisk: false, yesToken: YES, noToken: NO },
    yesPayout: null,
    updatedAt: 0,
    ...changes,
  };
}

/** Buys ten YES at 0.52, fill or kill. */
export function testSpec(changes: Partial<OrderSpec> = {}): OrderSpec {
  return {
    clientOrderId: '11111111-1111-5111-8111-111111111111',
    tradeId: 't1',
    legIndex: 0,
    market: marketId('polymarket', CONDITION),
    platform: 'polymarket',
    side: 'yes',
    action: 'buy',
    quantity: parseQuantity('10'),
    limitPrice: parsePrice('0.52'),
    timeInForce: 'fok',
    postOnly: false,
    expiresAt: null,
    ...changes,
  };
}
