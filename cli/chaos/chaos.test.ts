import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './chaos-report.js';
import { describeRun, isProblem, repeatCommand, runChaos } from './run-chaos.js';

const SEEDS = 200;
/** A trade of this plan costs at most forty contracts at sixty cents. */
const MOST_USD = 24;

describe.skipIf(postgresMissing !== null)(
  `chaos runs${postgresMissing === null ? '' : ` (${postgresMissing})`}`,
  () => {
    it(
      'lose, double, forget and unwind nothing wrongly, whatever fails and whenever the executor is killed',
      { timeout: 1_800_000 },
      async () => {
        const failed: string[] = [];
        const report = await runChaos({
          seeds: SEEDS,
          from: 0,
          workers: 8,
          speed: 4,
          filter: {},
          logLevel: 'silent',
          onRun(run) {
            if (isProblem(run) || problemsOf(run).length > 0)
              failed.push(`${describeRun(run)}\n  ${repeatCommand(run.seed)}`);
          },
        });
        expect(failed).toEqual([]);
        expect(report).toMatchObject({
          runs: SEEDS,
          duplicateOrders: 0,
          forgottenOrders: 0,
          wrongLegUnwinds: 0,
          conservationErrors: 0,
          unjustifiedNaked: 0,
          failingSeeds: [],
        });
        expect(report.maxUnhedgedUsd).toBeLessThanOrEqual(MOST_USD);
        expect(report.kills).toBeGreaterThan(SEEDS / 2);
        const reached = Object.values(report.crashes).filter((crash) => crash.reached > 0);
        expect(reached.length).toBeGreaterThanOrEqual(14);
        expect(Object.keys(report.states)).toEqual(
          expect.arrayContaining(['aborted', 'complete', 'hedged', 'unwound']),
        );
      },
    );
  },
);
