import type { Cut } from '@pm-arbitrage/core/domain/ladder.js';
import { onGrid } from '../reading/interval.js';
import type { Question, Threshold } from '../reading/question.js';
import { wordKey } from '../text/split-words.js';

/** What the variable of a ladder is: a number that is read, or the time at which something happens first. */
export type Axis = 'value' | 'time';

/** Where on an axis a question is YES. A question with a number and a deadline stands on two. */
export interface Stand {
  readonly axis: Axis;
  readonly from: Cut | null;
  readonly to: Cut | null;
}

/**
 * The axes that a question stands on; none where it is not certain what its YES is. Denials have none, nor do bare
 * numbers of things that are not counted, nor brackets that may be touched at any time.
 */
export function standsOf(question: Question): readonly Stand[] {
  if (question.negated.value || question.placeholder || question.outcome.value.kind === 'other') return [];
  return [...valueStand(question), ...timeStand(question)];
}

function valueStand({ threshold }: Question): readonly Stand[] {
  if (threshold === null) return [];
  const { interval, bare, grid, touch } = threshold.value;
  if (bare && grid === null) return [];
  if (touch && Number.isFinite(interval.low) && Number.isFinite(interval.high)) return [];
  const { low, lowClosed, high, highClosed } = onGrid(interval, grid);
  if (low > high) return [];
  const to: Cut = grid === null ? { at: high, after: highClosed } : { at: tidy(high + grid), after: false };
  return [
    {
      axis: 'value',
      from: Number.isFinite(low) ? { at: low, after: !lowClosed } : null,
      to: Number.isFinite(high) ? to : null,
    },
  ];
}

/** What lasts until a time need not last until a later one: there the later deadline is the harder one. */
const LASTING: ReadonlySet<string> = new Set(
  'remain stay hold last survive continue keep still maintain retain through until avoid complete serve'
    .split(' ')
    .map(wordKey),
);

/** A number that is to be reached by a deadline may be meant at its end, unless a touch is enough. */
function timeStand({ window, threshold, claim }: Question): readonly Stand[] {
  if (window?.kind !== 'deadline' || window.to === null) return [];
  if (threshold !== null && !threshold.value.touch) return [];
  if (claim.some(({ key }) => LASTING.has(key))) return [];
  return [{ axis: 'time', from: null, to: { at: window.to, after: false } }];
}

const tidy = (value: number): number => Number(value.toPrecision(12));

/** Which extreme a touched bound is about; null where the bound is held at the end. */
export function touchedSide(threshold: Threshold | undefined): 'highest' | 'lowest' | null {
  if (threshold === undefined || !threshold.touch) return null;
  return Number.isFinite(threshold.interval.low) ? 'highest' : 'lowest';
}
