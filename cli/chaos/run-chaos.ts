import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { type ChaosReport, problemsOf, type SeedProblem, summarise } from './chaos-report.js';
import { crashScripts } from './crash-catalogue.js';
import { faultNames } from './fault-catalogue.js';
import { type PlanFilter, planRun } from './run-plan.js';
import type { RunReport } from './run-report.js';
import { TradeRun } from './trade-run.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** Thrown when chaos runs cannot start; says what to do. */
export class ChaosError extends CodedError {}

export interface ChaosOptions {
  readonly seeds: number;
  /** The first seed. */
  readonly from: number;
  readonly workers: number;
  readonly filter: PlanFilter;
  /** Milliseconds of the runs' clock for each real one. */
  readonly speed: number;
  readonly logLevel: Config['log']['level'];
  /** No further seed is begun once it aborts; what was begun is brought to its end. */
  readonly signal?: AbortSignal;
  /** Told of every run as it ends; of one that could not be brought to its end, why. */
  readonly onRun?: (run: RunReport | SeedProblem) => void;
}

/** Runs seeds until all are done, several at a time, each in a place of its own. @throws ChaosError */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { filter, from, logLevel, seeds, speed, workers } = options;
  check(filter);
  const startedAt = systemClock.monotonic();
  const runs: RunReport[] = [];
  const errors: SeedProblem[] = [];
  let next = from;
  const work = async () => {
    let place: Workplace | null = null;
    try {
      while (next < from + seeds && options.signal?.aborted !== true) {
        const seed = next++;
        place ??= await openWorkplace({ speed, logLevel });
        try {
          const run = await new TradeRun(planRun(seed, filter), place).run();
          runs.push(run);
          options.onRun?.(run);
        } catch (error) {
          const problem = { seed, what: [messageOf(error)] };
          errors.push(problem);
          options.onRun?.(problem);
        }
      }
    } finally {
      await place?.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, seeds) }, work));
  return summarise(runs, errors, (systemClock.monotonic() - startedAt) / 1_000);
}

function check({ crash, fault }: PlanFilter): void {
  if (postgresMissing !== null)
    throw new ChaosError(
      'chaos.postgres',
      `Chaos runs kill processes, so what these commit must outlive them, and no Postgres answers: ${postgresMissing}. Start one with: docker compose up -d postgres, or name one with DATABASE_URL (its user must be allowed to create databases).`,
    );
  if (fault !== undefined && !faultNames.includes(fault))
    throw new ChaosError('chaos.fault', `There is no fault ${fault}; there are: ${faultNames.join(', ')}`);
  if (crash !== undefined && !crashScripts.some(({ name }) => name === crash))
    throw new ChaosError(
      'chaos.crash',
      `There is no crash point "${crash}"; there are: ${crashScripts.map(({ name }) => `"${name}"`).join(', ')}`,
    );
}

/** The command that repeats a seed. */
export const repeatCommand = (seed: number): string => `pm-arbitrage chaos --from ${seed} --seeds 1`;

export const isProblem = (run: RunReport | SeedProblem): run is SeedProblem => 'what' in run;

export function describeRun(run: RunReport | SeedProblem): string {
  if (isProblem(run)) return `seed ${run.seed}: ${run.what.join('; ')}`;
  const { crash, deathsReached, fault, reason, scene, seed, state, tookRealMs } = run;
  const why = reason === '' ? '' : ` (${reason})`;
  const killed = deathsReached === 0 ? 'nobody killed' : `${deathsReached} killed`;
  const seconds = (tookRealMs / 1_000).toFixed(1);
  const found = problemsOf(run).map((what) => `\n  ${what}`);
  return `seed ${seed}: ${fault} × ${crash} in ${scene}, ${killed}, ${seconds} s: ${state}${why}${found.join('')}`;
}
