import { capitalAtWork } from '@pm-arbitrage/core/queries/capital-at-work.js';
import { newestAllocations } from '@pm-arbitrage/core/queries/newest-allocations.js';
import { openTrades } from '@pm-arbitrage/core/queries/open-trades.js';
import { strategyDays } from '@pm-arbitrage/core/queries/strategy-days.js';
import { strategyModels } from '@pm-arbitrage/core/queries/strategy-models.js';
import { forecastOutcomes, strategyTotals } from '@pm-arbitrage/core/queries/strategy-totals.js';
import type { StrategyRow } from '../../protocol/strategy-row.js';
import type { DashboardParts } from '../parts.js';
import { strategyRows } from '../views/strategy-rows.js';

const DAY_MS = 86_400_000;
const DAYS = 60;
const MOST_OUTCOMES = 2_000;

/** The leaderboard as the database has it now. */
export async function readStrategies({ clock, config, database }: DashboardParts): Promise<readonly StrategyRow[]> {
  const { mode } = config;
  const { queries } = database;
  const today = Math.floor(clock.now() / DAY_MS) * DAY_MS;
  return strategyRows({
    allocations: await newestAllocations(queries, mode),
    totals: await strategyTotals(queries, mode),
    days: await strategyDays(queries, mode, { from: today - DAYS * DAY_MS, to: today + DAY_MS }),
    atWork: capitalAtWork(await openTrades(queries, mode)),
    outcomes: await forecastOutcomes(queries, mode, MOST_OUTCOMES),
    models: await strategyModels(queries, mode),
  });
}
