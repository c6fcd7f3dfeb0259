import { crashScripts } from './crash-catalogue.js';
import { faultNames } from './fault-catalogue.js';
import type { RunReport } from './run-report.js';
import { isClean, type Verdict } from './verdict.js';

export interface Distribution {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** All runs together. Dollars and milliseconds are of the simulated venues; `ms` is the runs' own, fast clock. */
export interface ChaosReport {
  readonly runs: number;
  readonly duplicateOrders: number;
  readonly forgottenOrders: number;
  readonly wrongLegUnwinds: number;
  readonly conservationErrors: number;
  readonly maxUnhedgedUsd: number;
  readonly maxUnhedgedMs: number;
  readonly failingSeeds: readonly number[];
  /** Over the runs whose legs differed at some time. */
  readonly unhedged: { readonly runs: number; readonly usd: Distribution; readonly ms: Distribution };
  readonly states: Readonly<Record<string, number>>;
  /** Left with unequal legs for a person: the books offered no way out. */
  readonly naked: number;
  /** The same although they offered one: such a seed fails. */
  readonly unjustifiedNaked: number;
  /** Halts over nothing: such a seed fails. */
  readonly falseAlarms: number;
  readonly kills: number;
  readonly crashes: Readonly<Record<string, { readonly planned: number; readonly reached: number }>>;
  readonly neverReached: readonly string[];
  readonly faultsMet: number;
  readonly combinationsMet: number;
  readonly combinations: number;
  readonly problems: readonly SeedProblem[];
  readonly seconds: number;
}

/** Why a seed failed. */
export interface SeedProblem {
  readonly seed: number;
  readonly what: readonly string[];
}

const USD = 1_000_000;

/** Why a run is not right; empty when it is. */
export function problemsOf({ isFalseAlarm, isUnjustifiedNaked, halts, reason, verdict }: RunReport): readonly string[] {
  return [
    ...Object.entries(verdict).flatMap(([kind, found]) =>
      (found as readonly string[]).map((what) => `${kind}: ${what}`),
    ),
    ...(isUnjustifiedNaked ? [`naked although the books offered a way out: ${reason}`] : []),
    ...(isFalseAlarm ? [`halted over nothing: ${halts.join('; ')}`] : []),
  ];
}

/** Sums up runs. Pure. */
export function summarise(runs: readonly RunReport[], errors: readonly SeedProblem[], seconds: number): ChaosReport {
  const count = (kind: keyof Verdict) => runs.reduce((total, { verdict }) => total + verdict[kind].length, 0);
  const failing = runs.filter((run) => problemsOf(run).length > 0);
  const problems = [...failing.map((run) => ({ seed: run.seed, what: problemsOf(run) })), ...errors].toSorted(
    (a, b) => a.seed - b.seed,
  );
  const apart = runs.filter(({ exposure }) => exposure.usd > 0);
  const usd = apart.map(({ exposure }) => exposure.usd / USD);
  const ms = apart.map(({ exposure }) => exposure.ms);
  const crashes = crashScripts.flatMap(({ lives, name }) => {
    const planned = runs.filter(({ crash }) => crash === name);
    const reached = planned.filter(({ deathsReached }) => deathsReached >= lives.length);
    return planned.length === 0 ? [] : [[name, { planned: planned.length, reached: reached.length }] as const];
  });
  return {
    runs: runs.length + errors.length,
    duplicateOrders: count('duplicateOrders'),
    forgottenOrders: count('forgottenOrders'),
    wrongLegUnwinds: count('wrongLegUnwinds'),
    conservationErrors: count('conservationErrors'),
    maxUnhedgedUsd: Math.max(0, ...usd),
    maxUnhedgedMs: Math.max(0, ...ms),
    failingSeeds: problems.map(({ seed }) => seed),
    unhedged: { runs: apart.length, usd: distribution(usd), ms: distribution(ms) },
    states: tally(runs.map(({ state }) => state)),
    naked: runs.filter(({ state }) => state === 'naked').length,
    unjustifiedNaked: runs.filter(({ isUnjustifiedNaked }) => isUnjustifiedNaked).length,
    falseAlarms: runs.filter(({ isFalseAlarm }) => isFalseAlarm).length,
    kills: runs.reduce((total, { deathsReached }) => total + deathsReached, 0),
    crashes: Object.fromEntries(crashes),
    neverReached: crashes.filter(([, { reached }]) => reached === 0).map(([name]) => name),
    faultsMet: new Set(runs.map(({ fault }) => fault)).size,
    combinationsMet: new Set(runs.map(({ crash, fault }) => `${fault} × ${crash}`)).size,
    combinations: faultNames.length * crashScripts.length,
    problems,
    seconds,
  };
}

export const isFlawless = (run: RunReport): boolean => isClean(run.verdict) && problemsOf(run).length === 0;

function distribution(values: readonly number[]): Distribution {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
