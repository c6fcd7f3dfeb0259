import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import {
  addUsd,
  parseUsd,
  shareOfUsd,
  subUsd,
  sumUsd,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { VenueStock } from './venue-stocks.js';

/** Moving less is not worth a withdrawal, its fee and its day on the way: the larger of the two. */
const LEAST_DOLLARS = parseUsd('5');
const LEAST_SHARE_PPM = 50_000;
const MILLION = 1_000_000;
/** Venues take whole cents. */
const CENT = 10_000;

/** How the bankroll should lie. Shares are 0…1 with at most six decimals. */
export interface CapitalPlan {
  /** Share of the bankroll that should lie at each venue; they sum to one. */
  readonly split: Readonly<Record<Platform, number>>;
  /** Share of it that stays idle, at each venue. */
  readonly reserve: number;
}

/** What to do about the split. `missing`: what would have to move to reach it. */
export type MoveAdvice =
  | {
      readonly kind: 'move';
      readonly from: Platform;
      readonly to: Platform;
      readonly amount: Usd;
      readonly missing: Usd;
    }
  /** Near enough to the split. */
  | { readonly kind: 'keep' }
  /** Away from it, with too little free at the venue that has too much: contracts have to pay first. */
  | { readonly kind: 'wait'; readonly at: Platform; readonly free: Usd; readonly missing: Usd };

const ppm = (share: number) => Math.round(share * MILLION);

/**
 * How much to move to bring the venues back to the split. Never more than is free where it would come from, after what
 * approved trades may still spend there and that venue's part of the reserve. Whole cents. Pure.
 */
export function adviseMove(stocks: ReadonlyMap<Platform, VenueStock>, { split, reserve }: CapitalPlan): MoveAdvice {
  const worthOf = (platform: Platform) => worthAt(stocks.get(platform));
  const total = sumUsd(platforms.map(worthOf));
  const target = (platform: Platform) => shareOfUsd(total, ppm(split[platform]), MILLION, 'down');
  const ranked = platforms
    .map((platform) => ({ platform, surplus: subUsd(worthOf(platform), target(platform)) }))
    .toSorted((a, b) => b.surplus - a.surplus);
  const richest = ranked[0];
  const poorest = ranked.at(-1);
  if (!richest || !poorest) return { kind: 'keep' };
  const missing = wholeCents(usd(Math.max(0, Math.min(richest.surplus, -poorest.surplus))));
  const least = Math.max(LEAST_DOLLARS, shareOfUsd(total, LEAST_SHARE_PPM, MILLION, 'up'));
  if (missing < least) return { kind: 'keep' };

  const { cash, committed } = stocks.get(richest.platform) ?? { cash: ZERO_USD, committed: ZERO_USD };
  const kept = addUsd(committed, shareOfUsd(target(richest.platform), ppm(reserve), MILLION, 'up'));
  const free = wholeCents(usd(Math.max(0, cash - kept)));
  const amount = usd(Math.min(missing, free));
  if (amount < least) return { kind: 'wait', at: richest.platform, free, missing };
  return { kind: 'move', from: richest.platform, to: poorest.platform, amount, missing };
}

/** Cash, and contracts at what they cost. */
export const worthAt = (stock: VenueStock | undefined): Usd => (stock ? addUsd(stock.cash, stock.held) : ZERO_USD);

export const wholeCents = (amount: Usd): Usd => usd(amount - (amount % CENT));
