import { coverKinds } from './cover.js';

/**
 * Why a trade should earn. Covers are riskless; the others are worth what a model says on average:
 * - `fair-value`: a contract that is offered below its fair value
 * - `fair-quote`: a contract that is worth buying at a price at which nobody offers it yet
 * - `spike`: a price that moved away from its mean though no oracle moved
 * - `close`: the other side of what a trade holds, so that both come back as a dollar
 */
export const tradeKinds = [...coverKinds, 'fair-value', 'fair-quote', 'spike', 'close'] as const;
export type TradeKind = (typeof tradeKinds)[number];

const RISKLESS: ReadonlySet<TradeKind> = new Set(coverKinds);

/** It pays its floor in every world; the others pay it on average. */
export const isRiskless = (kind: TradeKind): boolean => RISKLESS.has(kind);
