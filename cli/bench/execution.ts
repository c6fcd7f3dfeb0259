import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { tradeHistories } from '@pm-arbitrage/core/queries/trade-histories.js';
import { type ExecutedTrade, executedTrade } from '@pm-arbitrage/core/trial/executed-trade.js';
import { runDemo } from '../demo/run-demo.js';
import type { RunSummary } from '../demo/summary.js';
import { percentile } from './percentile.js';

const SEED = 7;
const RUN_MS = 60_000;
/** Below this a share says little. */
const FEWEST_TRADES = 20;

/** What the run came to, beside what the product promises of simulation without faults. */
export interface ExecutionRow {
  readonly what: string;
  readonly value: number | boolean | string;
  /** Absent where nothing is promised. */
  readonly target?: string;
  readonly ok?: boolean;
}

/**
 * The demo with orders at the simulated venues, without faults, in a fresh folder: how its trades were executed, read
 * from the database that it left.
 */
export async function runExecution(): Promise<readonly ExecutionRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-bench-'));
  try {
    const loaded = loadConfig({ file: null, environment: { DATA_DIR: dataDir, LOG_LEVEL: 'warn' } });
    const summary = await runDemo({
      ...loaded,
      begin: { seed: SEED, speed: 1 },
      limitMs: RUN_MS,
      json: true,
      live: true,
    });
    const database = await openDatabase({ url: null, directory: join(dataDir, `live-${SEED}`, 'database') });
    try {
      const histories = await tradeHistories(database.queries, 'live', { from: 0, to: Number.MAX_SAFE_INTEGER });
      const executed = histories.flatMap((history) => {
        const { executedAt, requestedAt } = history.trade;
        const how = executedTrade(history);
        return how === null
          ? []
          : [{ ...how, approvedToFinalMs: executedAt === null ? null : executedAt - requestedAt }];
      });
      return [...rowsOf(executed), ...rowsOfSummary(summary)];
    } finally {
      await database.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function rowsOfSummary({ conserved, pnl, rejectionsByRule, trades }: RunSummary): readonly ExecutionRow[] {
  const refused = Object.entries(rejectionsByRule).map(([rule, count]) => `${rule} ${count}`);
  return [
    { what: "our accounts equal the venues'", value: conserved, target: 'true', ok: conserved },
    { what: 'profit, $', value: Number(pnl.total) },
    // A machine that is too slow for its venues shows here.
    { what: 'refused by the guardian', value: refused.join(', ') || 'none' },
    { what: 'called off by the executor', value: trades.aborted },
  ];
}

/** With the time from the approval until the fills were final, ms. */
type Timed = ExecutedTrade & { readonly approvedToFinalMs: number | null };

/** Pure. @throws RangeError when nothing was executed */
export function rowsOf(executed: readonly Timed[]): readonly ExecutionRow[] {
  const shareOf = (holds: (trade: Timed) => boolean) => executed.filter(holds).length / executed.length;
  // One that was unwound cost little, and is still not what was approved.
  const inside = shareOf(({ insideLimit }) => insideLimit);
  const oneSided = shareOf(({ everOneSided }) => everOneSided);
  const times = executed.flatMap(({ approvedToAcknowledgedMs: ms }) => (ms === null ? [] : [ms]));
  const final = executed.flatMap(({ approvedToFinalMs: ms }) => (ms === null ? [] : [ms]));
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const few = executed.length;
  return [
    { what: 'executed trades', value: few, target: `≥ ${FEWEST_TRADES}`, ok: few >= FEWEST_TRADES },
    { what: 'whole, and inside the approved cost with fees', value: inside, target: '≥ 0.95', ok: inside >= 0.95 },
    { what: 'ever one-sided', value: oneSided, target: '≤ 0.05', ok: oneSided <= 0.05 },
    { what: 'approval → both acknowledged, mean ms', value: mean, target: '< 1000', ok: mean < 1_000 },
    { what: 'approval → both acknowledged, p50 ms', value: percentile(times, 0.5) },
    { what: 'approval → both acknowledged, p99 ms', value: percentile(times, 0.99) },
    { what: 'approval → fills final, p50 ms', value: percentile(final, 0.5) },
  ];
}
