import { judgeQuestions } from '../judging/judge-questions.js';
import type { Question } from '../reading/question.js';
import type { SettlementSide } from '../settlement/settlement-side.js';
import { ruledAlike } from './ruled-alike.js';
import { type Axis, touchedSide } from './stands-of.js';

/** `b` with the value or deadline of `a`, so that only what else may differ is left. */
export function withBoundsOf(a: Question, b: Question, axis: Axis): Question {
  switch (axis) {
    case 'value': {
      if (a.threshold === null || b.threshold === null) return b;
      const { interval, grid } = a.threshold.value;
      return { ...b, threshold: { ...b.threshold, value: { ...b.threshold.value, interval, grid } } };
    }
    case 'time':
      return { ...b, window: a.window, date: a.date, clock: a.clock, years: a.years, tickerYear: a.tickerYear };
  }
}

/** Whether two markets read one variable, each for values of its own: with equal bounds they would be the same. */
export function sameVariable(a: SettlementSide, b: SettlementSide, axis: Axis): boolean {
  const [x, y] = [a.question, b.question];
  if (axis === 'value' && (x.threshold === null || y.threshold === null)) return false;
  if (axis === 'value' && touchedSide(x.threshold?.value) !== touchedSide(y.threshold?.value)) return false;
  if (x.platform === y.platform && !(measuredAlike(x, y) && ruledAlike(a, b, axis))) return false;
  const [kalshi, polymarket] = x.platform === 'polymarket' && y.platform === 'kalshi' ? [y, x] : [x, y];
  const { decision, polarity } = judgeQuestions(kalshi, withBoundsOf(kalshi, polymarket, axis));
  return decision === 'accept' && polarity === 'same';
}

/** Rules of one venue that read another source, or end otherwise, say so in the same words or are another variable. */
function measuredAlike(a: Question, b: Question): boolean {
  return (['averaging', 'source', 'station', 'tie', 'void'] as const).every(
    (field) => a[field]?.value === b[field]?.value,
  );
}
