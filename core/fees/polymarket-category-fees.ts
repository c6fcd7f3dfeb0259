import type { FeeModel } from '../domain/fee-schedule.js';
import { FeeError } from './fee-error.js';

export const polymarketCategories = [
  'crypto',
  'sports',
  'finance',
  'politics',
  'mentions',
  'tech',
  'economics',
  'culture',
  'weather',
  'other',
  'geopolitics',
] as const;
export type PolymarketCategory = (typeof polymarketCategories)[number];

export interface CategoryFee {
  /** UTC instant from which markets of the category are created with this rate, Unix ms. */
  readonly from: number;
  /** Parts per million of C × p (1 − p). */
  readonly ratePpm: number;
}

/** "Fee Structure V2": every category, exponent 1. Earlier formulas are obsolete and not modelled. */
const STRUCTURE_V2 = Date.UTC(2026, 2, 30);
const SPORTS_RAISE = Date.UTC(2026, 6, 10);

const constant = (ratePpm: number): readonly CategoryFee[] => [{ from: STRUCTURE_V2, ratePpm }];

/**
 * The documented rates, oldest first (reference polymarket.md §9.2). A market keeps the rate it was created with, so
 * trading reads `feeSchedule` of the market; this table answers a person who asks what a category costs.
 */
export const polymarketCategoryFees: Readonly<Record<PolymarketCategory, readonly CategoryFee[]>> = {
  crypto: constant(70_000),
  sports: [
    { from: STRUCTURE_V2, ratePpm: 30_000 },
    { from: SPORTS_RAISE, ratePpm: 50_000 },
  ],
  finance: constant(40_000),
  politics: constant(40_000),
  mentions: constant(40_000),
  tech: constant(40_000),
  economics: constant(50_000),
  culture: constant(50_000),
  weather: constant(50_000),
  other: constant(50_000),
  geopolitics: constant(0),
};

/**
 * The model of a market created in `category` at `time` (Unix ms). `general` is `other`, `world` is `geopolitics`.
 * @throws FeeError for a category the venue does not list, or a time before its current fee structure.
 */
export function polymarketCategoryModel(category: string, time: number): FeeModel {
  const name = aliases[category.toLowerCase()] ?? category.toLowerCase();
  const history = (polymarketCategoryFees as Readonly<Record<string, readonly CategoryFee[]>>)[name];
  if (history === undefined || !Object.hasOwn(polymarketCategoryFees, name)) {
    throw new FeeError(
      'fees.category',
      `Polymarket lists no category "${category}"; choose one of ${polymarketCategories.join(', ')}`,
      { category },
    );
  }
  const current = history.findLast((entry) => entry.from <= time);
  if (current === undefined) {
    throw new FeeError(
      'fees.before-history',
      `Polymarket's fee formula is known from 2026-03-30 on; ask for a later date`,
      {
        category,
        time,
      },
    );
  }
  return { kind: 'polymarket', ratePpm: current.ratePpm, exponent: 1 };
}

const aliases: Readonly<Record<string, PolymarketCategory>> = {
  general: 'other',
  world: 'geopolitics',
  'world events': 'geopolitics',
};
