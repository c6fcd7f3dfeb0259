import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BacktestOrder } from '../backtest-order.js';
import { SweepError } from './parse-sweep.js';
import type { FromTrial, TrialOutcome } from './trial-message.js';

/** A trial of a sweep that is to run. */
export interface TrialOrder {
  readonly name: string;
  readonly order: BacktestOrder;
}

/** The built process, also for tests that run from the sources. */
function script(): string {
  const here = new URL('trial-process.js', import.meta.url);
  const built = existsSync(here) ? here : new URL('../../dist/backtest/sweep/trial-process.js', import.meta.url);
  const file = fileURLToPath(built);
  if (!existsSync(file)) throw new SweepError('backtest.build', `${file} is missing: build first with npm run build`);
  return file;
}

/**
 * Runs every trial, `jobs` at a time in processes of their own, and gives the outcomes in the order of the trials.
 * @param onDone told after each
 * @throws SweepError with the first trial that failed; the others are ended
 */
export async function runTrials(
  trials: readonly TrialOrder[],
  jobs: number,
  onDone: (name: string, done: number) => void,
): Promise<readonly TrialOutcome[]> {
  const outcomes = new Map<number, TrialOutcome>();
  const children = Array.from({ length: Math.min(jobs, trials.length) }, () =>
    fork(script(), [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  let next = 0;
  const work = (child: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
      let current: number | null = null;
      const fail = (why: string) =>
        reject(new SweepError('backtest.trial', `${current === null ? 'a worker' : trials[current]?.name}: ${why}`));
      const give = () => {
        const trial = trials[next];
        if (trial === undefined) {
          child.disconnect();
          return resolve();
        }
        current = next++;
        child.send(trial.order);
      };
      child.on('message', (message: FromTrial) => {
        if (message.kind === 'failed') return fail(message.reason);
        if (message.kind === 'done' && current !== null) {
          outcomes.set(current, message.outcome);
          onDone(trials[current]?.name ?? '', outcomes.size);
        }
        give();
      });
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code, signal) => fail(`its process ended with ${signal ?? `code ${code}`}`));
    });
  try {
    await Promise.all(children.map(work));
  } finally {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  }
  return trials.map((_, index) => outcomes.get(index) as TrialOutcome);
}
