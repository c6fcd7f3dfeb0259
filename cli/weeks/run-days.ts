import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { runWeek } from './run-week.js';
import { ALL_STRATEGIES } from './week-config.js';
import { weekReport, type WeekReport } from './week-report.js';
import { WEEK_FROM, worldOf } from './world-of.js';

export interface DaysOptions {
  readonly config: Config;
  readonly seed: number;
  readonly days: number;
  readonly control: boolean;
  /** Names or files; absent: all of ours. */
  readonly strategies?: readonly string[];
  readonly databaseUrl?: string;
  /** Told what happens, a line at a time. */
  readonly note: (line: string) => void;
}

/** Simulated days with the production agents, and what they came to. */
export function runDays({
  config,
  seed,
  days,
  control,
  strategies,
  databaseUrl,
  note,
}: DaysOptions): Promise<WeekReport> {
  const week = { seed, days, world: control ? ('control' as const) : ('measured' as const) };
  const truth = worldOf(week);
  return runWeek({
    config,
    world: truth,
    from: WEEK_FROM,
    strategies: strategies ?? ALL_STRATEGIES,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    summarise: (services) => weekReport(services, truth, { ...week, from: WEEK_FROM }),
    onDay(at, agents) {
      const guardian = agents.find(({ name }) => name === 'risk-guardian')?.heartbeat().details;
      const equity = guardian?.['equity'];
      const money = typeof equity === 'number' ? `, equity ${dollars(usd(equity))}` : '';
      note(`${new Date(at).toISOString().slice(0, 10)}${money}`);
    },
  });
}
