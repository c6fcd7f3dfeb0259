import type { TradeKind } from '../domain/trade-kind.js';
import { type Usd } from '../money/money.js';
import type { FoundOnce } from './trial-facts.js';

/** One stretch in which a cover could be bought, however often it was published. */
export interface OpportunityRun {
  readonly coverId: string;
  readonly kind: TradeKind;
  /** Ids of everything that was published of it. */
  readonly ids: readonly string[];
  readonly from: number;
  /** When it was last seen, Unix ms. */
  readonly until: number;
  /** The most that one finding of it promised. */
  readonly best: Usd;
  readonly suspicious: boolean;
}

/** Silence after which the same cover is another chance, ms. */
const GAP_MS = 5_000;

/** Findings put together into the chances that they were, by the time of the first. @param found in order of time */
export function opportunityRuns(found: readonly FoundOnce[]): readonly OpportunityRun[] {
  const runs: (OpportunityRun & { ids: string[]; until: number; best: Usd; suspicious: boolean })[] = [];
  const open = new Map<string, (typeof runs)[number]>();
  for (const { id, coverId, kind, netProfit, detectedAt, suspicious } of found) {
    const run = open.get(coverId);
    if (run !== undefined && detectedAt - run.until <= GAP_MS) {
      run.ids.push(id);
      run.until = detectedAt;
      run.suspicious ||= suspicious;
      if (netProfit > run.best) run.best = netProfit;
      continue;
    }
    const begun = { coverId, kind, ids: [id], from: detectedAt, until: detectedAt, best: netProfit, suspicious };
    open.set(coverId, begun);
    runs.push(begun);
  }
  return runs;
}

export const lifeMs = ({ from, until }: OpportunityRun): number => until - from;
