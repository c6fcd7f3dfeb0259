/**
 * A purchase whose size is to be chosen, as functions of a whole number of lots. Without rounding, `value` would be
 * concave and linear within a segment; what rounding adds or takes away there is bounded by `noise`.
 */
export interface SizeCurve {
  readonly first: number;
  readonly last: number;
  /** What to maximise. */
  readonly value: (lots: number) => number;
  /** Every limit that more lots can only break, e.g. a budget. */
  readonly affordable: (lots: number) => boolean;
  /** Every rule that more lots can only satisfy, e.g. a smallest order. */
  readonly permitted: (lots: number) => boolean;
  /** The last lot count of the segment that `lots` lies in. */
  readonly endOfSegment: (lots: number) => number;
  /** Most that two values of one segment can lie off one straight line. */
  readonly noise: number;
  /** Most that rounding may add to any later value relative to the value at `lots`, when the line no longer rises. */
  readonly slack: (lots: number) => number;
}

export interface BestSize {
  /** Best feasible size whatever its value, or null where none is feasible. */
  readonly lots: number | null;
  readonly value: number;
  /** No size was both permitted and affordable because of the second. */
  readonly unaffordable: boolean;
  /** False when flat stretches were too long to search; then no size is better by more than `noise`. */
  readonly exact: boolean;
}

/** Evaluations spent inside segments. Reached only when an edge is under a thousandth of a cent per contract. */
const MOST_PROBES = 4_096;

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly atFrom: number;
  readonly atTo: number;
}

/**
 * The size of greatest value among the feasible ones; exact, by branch and bound. Values at the ends of a segment
 * bound everything between them to within `noise`, so an interval that cannot beat the best so far is dropped, and the
 * others are halved. A rising or falling line leaves only a handful of lots at its better end to look at.
 * A value of zero or less is not worth being exact about: buying nothing is as good.
 */
export function bestSize(curve: SizeCurve): BestSize {
  const segments: Segment[] = [];
  let bestLots: number | null = null;
  let bestValue = Number.NEGATIVE_INFINITY;
  let unaffordable = false;

  const probe = (lots: number): number => {
    const value = curve.value(lots);
    if (value > bestValue || (value === bestValue && bestLots !== null && lots < bestLots)) {
      bestValue = value;
      bestLots = lots;
    }
    return value;
  };

  let lots = curve.first;
  let permitted = false;
  while (lots <= curve.last && !unaffordable) {
    const end = Math.min(curve.last, curve.endOfSegment(lots));
    let from = lots;
    let to = end;
    if (!curve.affordable(to)) {
      unaffordable = true;
      to = lastTrue(from - 1, to, curve.affordable);
    }
    if (to >= from && (permitted || curve.permitted(to))) {
      if (!permitted && !curve.permitted(from)) from = firstTrue(from, to, curve.permitted);
      permitted = true;
      const atTo = probe(to);
      const atFrom = to === from ? atTo : probe(from);
      segments.push({ from, to, atFrom, atTo });
      if (bestValue > atTo && bestValue >= atTo + curve.slack(to)) break;
    }
    lots = end + 1;
  }

  let probes = 0;
  const search = (from: number, to: number, atFrom: number, atTo: number): void => {
    const bound = Math.max(atFrom, atTo) + curve.noise;
    if (to - from < 2 || bound <= Math.max(bestValue, 0) || probes >= MOST_PROBES) return;
    probes++;
    const middle = from + Math.floor((to - from) / 2);
    const atMiddle = probe(middle);
    search(middle, to, atMiddle, atTo);
    search(from, middle, atFrom, atMiddle);
  };
  // Later segments hold the larger sizes, and on a rising line the best.
  for (const segment of segments.toReversed()) search(segment.from, segment.to, segment.atFrom, segment.atTo);

  return {
    lots: bestLots,
    value: bestValue,
    unaffordable: unaffordable && bestLots === null,
    exact: probes < MOST_PROBES,
  };
}

/** Smallest in (`no`, `yes`] for which a rising predicate holds; it holds at `yes` and not at `no`. */
export function firstTrue(no: number, yes: number, holds: (at: number) => boolean): number {
  while (yes - no > 1) {
    const middle = no + Math.floor((yes - no) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** Largest in [`yes`, `no`) for which a falling predicate holds, taking it to hold at `yes`. */
function lastTrue(yes: number, no: number, holds: (at: number) => boolean): number {
  while (no - yes > 1) {
    const middle = yes + Math.floor((no - yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
