import { complementary, onGrid, sameInterval, type Interval } from '../reading/interval.js';
import type { Question, Read, Threshold } from '../reading/question.js';
import { wordKey } from '../text/split-words.js';
import { differs, doubt, inverts, untold, type Finding } from './finding.js';

const MAJORITY = wordKey('majority');
const FED = wordKey('Fed');
/** The Fed moves its rate by quarters of a point: "more than 25 bps" is "50 or more". */
const FED_STEP = 25;

/** Whether two questions bound the same quantity to the same values. */
export function compareThresholds(a: Question, b: Question): readonly Finding[] {
  const [x, y] = [a.threshold, b.threshold];
  if (x === null && y === null) return [];
  if (x === null || y === null) {
    // 1. FC Köln: a bare number in the name of a game belongs to a club.
    if (a.versus && b.versus && (x ?? y)?.value.bare === true) return [];
    const silent = x === null ? a : b;
    return silent.claim.some(({ key }) => key === MAJORITY) ? majority(x ?? y) : oneSided(x ?? y);
  }
  if (unitsClash(x.value, y.value)) return [differs('unit', `${x.text} / ${y.text}`)];
  const grid = isFedStep(a, b) ? FED_STEP : finer(x.value.grid, y.value.grid);
  const [p, q] = [onGrid(x.value.interval, grid), onGrid(y.value.interval, grid)];
  const texts = `${x.text} / ${y.text}`;
  if (!sameInterval(p, q)) {
    // Both may be touched within one window, so a touched bound has no complement.
    if (complementary(x.value.interval, y.value.interval, grid) && !x.value.touch && !y.value.touch)
      return [inverts('polarity', `${texts}: complement`)];
    return [differs(differing(x.value.interval, y.value.interval), texts)];
  }
  if (x.value.touch !== y.value.touch) return touches(a, b, texts);
  return numbersClash(a, b);
}

/** Bounds of one decision of the Fed: in basis points, on its quarters. */
function isFedStep(a: Question, b: Question): boolean {
  const [x, y] = [a.threshold?.value, b.threshold?.value];
  if (x === undefined || y === undefined || (x.unit !== 'bps' && y.unit !== 'bps')) return false;
  const ends = [x, y].flatMap(({ interval: { low, high } }) => [low, high]).filter(Number.isFinite);
  return [a, b].every(({ claim }) => claim.some(({ key }) => key === FED)) && ends.every((end) => end % FED_STEP === 0);
}

const finer = (x: number | null, y: number | null): number | null =>
  x === null || y === null ? (x ?? y) : Math.min(x, y);

/** A majority is a number of seats that the texts do not give. */
function majority(only: Read<Threshold> | null): readonly Finding[] {
  return only === null ? [] : [untold('threshold', 0.3, `a majority / ${only.text}`)];
}

/** "One" may be meant by "a"; any other number that only one side names makes another question. */
function oneSided(only: Read<Threshold> | null): readonly Finding[] {
  if (only === null) return [];
  const { interval, bare } = only.value;
  if (interval.low === 1 && (bare || interval.high === Infinity))
    return [doubt('threshold', 0.2, `only one side says ${only.text}`)];
  return [differs('threshold', `only one side says ${only.text}`)];
}

function unitsClash(x: Threshold, y: Threshold): boolean {
  if (x.unit === null || y.unit === null || x.unit === y.unit) return false;
  return !(x.unit.startsWith('°') && y.unit.startsWith('°') && (x.unit === '°' || y.unit === '°'));
}

/** Same numbers with another comparator are another relation; the same comparator with other numbers, another threshold. */
function differing(p: Interval, q: Interval): 'threshold' | 'relation' | 'polarity' {
  const shape = ({ low, high }: Interval) => `${Number.isFinite(low)}${Number.isFinite(high)}`;
  const ends = ({ low, high }: Interval) => [low, high].filter((end) => Number.isFinite(end));
  const shared = ends(p).some((end) => ends(q).includes(end));
  if (shape(p) === shape(q)) return shared && ends(p).length === 1 ? 'relation' : 'threshold';
  if (!shared) return 'threshold';
  return ends(p).length === 1 && ends(q).length === 1 ? 'polarity' : 'relation';
}

/** A price that touches a bound in a week need not be beyond it at the end. */
function touches(a: Question, b: Question, texts: string): readonly Finding[] {
  const spans = [a.window, b.window].every((window) => window !== null && window.kind !== 'instant');
  const longer = [a.window, b.window].some((window) => window?.grain === 'day' && window.kind !== 'deadline');
  return spans && !longer
    ? [doubt('relation', 0.15, `${texts}: touched at any time or held at the end`)]
    : [differs('relation', `${texts}: touched at any time or held at the end`)];
}

function numbersClash(a: Question, b: Question): readonly Finding[] {
  const only = (from: readonly number[], other: Question) =>
    from.filter(
      (number) =>
        !other.numbers.includes(number) &&
        other.threshold?.value.interval.low !== number &&
        other.threshold?.value.interval.high !== number,
    );
  const [left, right] = [only(a.numbers, b), only(b.numbers, a)];
  if (left.length > 0 && right.length > 0) return [differs('threshold', `${left.join(', ')} / ${right.join(', ')}`)];
  if (a.versus && b.versus) return [];
  const [number] = [...left, ...right];
  return number === undefined ? [] : [doubt('threshold', 0.2, `only one side says ${number}`)];
}
