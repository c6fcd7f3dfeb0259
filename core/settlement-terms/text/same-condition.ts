import type { Condition } from '../../fair-value/settlement-interval.js';

/** The first and last multiple of `tick` that satisfies a condition; infinite where it is open. */
function gridEnds(condition: Condition, tick: number): readonly [number, number] {
  const steps = (value: number) => value / tick;
  // Binary fractions: 74299.99 / 0.01 is not an integer, so a hair of tolerance decides what lies on the grid.
  const up = (value: number, ties: boolean) =>
    ties ? Math.ceil(steps(value) - 1e-6) : Math.floor(steps(value) + 1e-6) + 1;
  const down = (value: number, ties: boolean) =>
    ties ? Math.floor(steps(value) + 1e-6) : Math.ceil(steps(value) - 1e-6) - 1;
  switch (condition.kind) {
    case 'above':
      return [up(condition.strike, condition.ties), Infinity];
    case 'below':
      return [-Infinity, down(condition.strike, condition.ties)];
    case 'between':
      return [up(condition.low, condition.lowTies), down(condition.high, condition.highTies)];
  }
}

/** Whether two conditions hold for the same values with `decimals` digits: above 74299.99 is 74,300 or above in cents. */
export function sameOnGrid(a: Condition, b: Condition, decimals: number): boolean {
  const tick = 10 ** -decimals;
  const [lowA, highA] = gridEnds(a, tick);
  const [lowB, highB] = gridEnds(b, tick);
  return lowA === lowB && highA === highB;
}

/** Whether two conditions name the same numbers in the same direction, whatever they say of ties. */
export function sameNumbers(a: Condition, b: Condition): boolean {
  if (a.kind === 'between' || b.kind === 'between')
    return a.kind === 'between' && b.kind === 'between' && a.low === b.low && a.high === b.high;
  return a.kind === b.kind && a.strike === b.strike;
}
