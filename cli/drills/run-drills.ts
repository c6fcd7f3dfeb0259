import type { RunSummary } from '../demo/summary.js';
import { Cleanup } from './cleanup.js';
import { type DrillPlace, openDrillPlace } from './drill-place.js';
import { faults, type FaultName } from './faults.js';
import { type DrillPatience, type DrillResult, runDrill } from './run-drill.js';

export interface DrillReport {
  readonly drills: readonly DrillResult[];
  /** What the whole run came to, accounts compared. */
  readonly summary: RunSummary;
}

export interface DrillOptions extends DrillPatience {
  readonly faults: readonly FaultName[];
  readonly signal?: AbortSignal;
  readonly onDrill?: (result: DrillResult) => void;
  /** Told when the swarm trades and the first fault is about to come. */
  readonly onUp?: (place: DrillPlace) => void;
}

/**
 * One fault after the other on a swarm of processes that trades; at the end its accounts are held against the venues'.
 * Null when it was interrupted; nothing of it is left then either.
 */
export async function runDrills(options: DrillOptions): Promise<DrillReport | null> {
  const cleanup = new Cleanup();
  const { signal } = options;
  const interrupted = new Promise<null>((resolve) => signal?.addEventListener('abort', () => resolve(null)));
  const work = drillAll(options, cleanup);
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    if (signal?.aborted) work.catch(() => undefined);
    await cleanup.run();
  }
}

async function drillAll(options: DrillOptions, cleanup: Cleanup): Promise<DrillReport> {
  const place = await openDrillPlace(cleanup);
  options.onUp?.(place);
  const drills: DrillResult[] = [];
  for (const name of options.faults) {
    const result = await runDrill(place, faults[name], options);
    options.onDrill?.(result);
    drills.push(result);
  }
  return { drills, summary: await endOfDrills(place) };
}

/** Halts and stops the swarm as a person would. @throws when it does not end well */
export async function endOfDrills(place: DrillPlace): Promise<RunSummary> {
  await place.cli(['halt', '--reason', 'end of the drills']);
  place.swarm.process.kill('SIGTERM');
  const { code, stderr, stdout } = await place.swarm.result;
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(`the swarm ended with code ${code} and no summary: ${stderr}`);
  return JSON.parse(line) as RunSummary;
}
