import type { Judgement } from './judgement.js';

/** How a model did beside the one that knows the true parameters. */
export interface ModelCheck {
  readonly model: string;
  readonly markets: number;
  /** Mean squared errors against what happened. */
  readonly brier: number;
  readonly trueBrier: number;
  /** How much larger the model's is, a share; and one standard error of that, over groups. */
  readonly excess: number;
  readonly excessError: number;
  /**
   * The excess of the best forecaster who was told what the model was told, and by how much the model's Brier score is above
   * that one's, a share; null where the best is not known.
   */
  readonly floor: number | null;
  readonly aboveFloor: number | null;
  /** Root mean squares: the standard errors it stated, and what it was off who knows. */
  readonly stated: number;
  readonly actual: number;
  /** Share of markets in which it was off by at most 1.645 of its standard errors; 0.9 of a normal error is. */
  readonly covered: number;
}

/** As far as valuations count a value as plausible. */
const isPlausible = (off: number, standardError: number): boolean => Math.abs(off) <= 1.645 * standardError;

const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;

/** @param judgements at least one */
export function compareModels(model: string, judgements: readonly Judgement[]): ModelCheck {
  const over = (value: (judgement: Judgement) => number) => mean(judgements.map(value));
  const brier = over(({ forecast, outcome }) => (forecast - outcome) ** 2);
  const trueBrier = over(({ truth, outcome }) => (truth - outcome) ** 2);
  const bestBrier = over(({ best, outcome }) => ((best ?? Number.NaN) - outcome) ** 2);
  const isKnown = !Number.isNaN(bestBrier);
  const groups = new Map<number, number>();
  for (const { group, forecast, outcome, truth } of judgements)
    groups.set(group, (groups.get(group) ?? 0) + (forecast - outcome) ** 2 - (truth - outcome) ** 2);
  const sums = [...groups.values()];
  const centre = mean(sums);
  const error = Math.sqrt(sums.reduce((sum, value) => sum + (value - centre) ** 2, 0)) / judgements.length;
  return {
    model,
    markets: judgements.length,
    brier,
    trueBrier,
    excess: brier / trueBrier - 1,
    excessError: error / trueBrier,
    floor: isKnown ? bestBrier / trueBrier - 1 : null,
    aboveFloor: isKnown ? brier / bestBrier - 1 : null,
    stated: Math.sqrt(over(({ stated }) => stated ** 2)),
    actual: Math.sqrt(over(({ forecast, truth }) => (forecast - truth) ** 2)),
    covered: over(({ forecast, stated, truth }) => (isPlausible(forecast - truth, stated) ? 1 : 0)),
  };
}
