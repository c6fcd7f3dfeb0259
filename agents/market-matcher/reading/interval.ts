/** The values for which a question is YES. An open end excludes its value; a missing end is ±Infinity. */
export interface Interval {
  readonly low: number;
  readonly lowClosed: boolean;
  readonly high: number;
  readonly highClosed: boolean;
}

/**
 * The same values as a closed interval on a grid: where only multiples of `grid` can occur, "more than 210" is "211 or
 * more". Ends off the grid move inwards to it; without a grid the interval is left alone.
 */
export function onGrid(interval: Interval, grid: number | null): Interval {
  if (grid === null) return interval;
  const steps = (value: number) => Number((value / grid).toPrecision(12));
  let low = interval.low;
  if (Number.isFinite(low)) {
    const at = steps(low);
    low = round((Number.isInteger(at) && !interval.lowClosed ? at + 1 : Math.ceil(at)) * grid);
  }
  let high = interval.high;
  if (Number.isFinite(high)) {
    const at = steps(high);
    high = round((Number.isInteger(at) && !interval.highClosed ? at - 1 : Math.floor(at)) * grid);
  }
  return { low, lowClosed: true, high, highClosed: true };
}

/** Whether two intervals hold the same values. Whether a missing end is open or closed does not matter. */
export function sameInterval(a: Interval, b: Interval): boolean {
  return (
    a.low === b.low &&
    a.high === b.high &&
    (a.lowClosed === b.lowClosed || !Number.isFinite(a.low)) &&
    (a.highClosed === b.highClosed || !Number.isFinite(a.high))
  );
}

/** Whether every value lies in exactly one of the two: YES of one is NO of the other. */
export function complementary(a: Interval, b: Interval, grid: number | null): boolean {
  const meets = (below: Interval, above: Interval) =>
    below.low === -Infinity &&
    above.high === Infinity &&
    (grid === null
      ? below.high === above.low && below.highClosed !== above.lowClosed
      : round(below.high + grid) === round(above.low));
  const [x, y] = [onGrid(a, grid), onGrid(b, grid)];
  return meets(x, y) || meets(y, x);
}

const round = (value: number): number => Number(value.toPrecision(12));
