import { createHash } from 'node:crypto';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';

/* What all markets of a venue have in common, as its adapter would read them. */

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const cents: Market['priceRanges'] = [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }];
/** Kalshi's `tapered_deci_cent` (kalshi.md §5). */
const tapered: Market['priceRanges'] = [
  { start: parsePrice('0'), end: parsePrice('0.1'), step: parsePrice('0.001') },
  { start: parsePrice('0.1'), end: parsePrice('0.9'), step: parsePrice('0.01') },
  { start: parsePrice('0.9'), end: parsePrice('1'), step: parsePrice('0.001') },
];
const LOT = parseQuantity('0.01');

export interface Listed {
  /** The venue's own id. */
  readonly id: string;
  readonly event: Market['event'];
  readonly title: string;
  readonly subtitle: string;
  readonly rules: string;
  readonly category: string;
  readonly strike: Market['strike'];
  readonly sources: readonly string[];
  readonly openTime: number;
  readonly closeTime: number;
  readonly resolutionTime: number;
}

const common = ({ sources, ...listed }: Omit<Listed, 'id'>) => ({
  ...listed,
  sources: [...sources],
  rulesHash: hash(listed.rules),
  status: 'open' as const,
  lot: LOT,
  yesPayout: null,
  updatedAt: listed.openTime,
});

/** @param grid of its prices: 15-minute markets are finer near the ends (oracle reference §1.1) */
export const kalshiMarket = ({ id, ...listed }: Listed, grid: 'cents' | 'tapered' = 'cents'): Market => ({
  ...common(listed),
  id: marketId('kalshi', id),
  platform: 'kalshi',
  priceRanges: grid === 'cents' ? cents : tapered,
  minQuantity: LOT,
  minNotional: parseUsd('0'),
  fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }],
  routing: { platform: 'kalshi', exchangeIndex: 0 },
});

/** @param ratePpm of the taker fee: 70,000 for crypto, 40,000 for politics (polymarket.md §9) */
export const polymarketMarket = ({ id, ...listed }: Listed, ratePpm: number): Market => ({
  ...common(listed),
  id: marketId('polymarket', `0x${hash(id)}`),
  platform: 'polymarket',
  priceRanges: cents,
  minQuantity: parseQuantity('5'),
  minNotional: parseUsd('1'),
  fees: [{ from: 0, model: { kind: 'polymarket', ratePpm, exponent: 1 } }],
  routing: { platform: 'polymarket', version: 'v1', negRisk: false, yesToken: `${id} yes`, noToken: `${id} no` },
});
