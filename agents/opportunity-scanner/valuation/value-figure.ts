import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { publishedFigure } from '@pm-arbitrage/core/fair-value/events/published-figure.js';
import { mixEstimates } from '@pm-arbitrage/core/fair-value/mix-estimates.js';
import { REVISION_SD } from '@pm-arbitrage/core/fair-value/events/revision-parameters.js';
import type { FigureTerms } from '@pm-arbitrage/core/settlement-terms/economics/figure-terms.js';
import type { FigureDesk, Print } from './figure-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';

const DAY_MS = 86_400_000;
/** A market that trades longer than this after its figure is out waits for something that is not in its terms. */
const TRADED_MS = 3 * DAY_MS;
/** Meetings that set the target are at most so far apart; a longer gap has a decision in it that was not heard. */
const MEETINGS_APART_MS = 63 * DAY_MS;

/**
 * Odds that what was read is not what was published. Assumptions of this project: the agency's own number misread, one
 * that a library made of levels, two sources that err alike.
 */
const MISREAD: Readonly<Record<Print['known'], number>> = { provisional: 0.002, final: 0.0005, twice: 0.0001 };
/** Odds that a revision decides where the rules do not say: most markets settle within the day. Our assumption. */
const REVISION_COUNTS = 0.1;
/** Before a release nothing is said, so a misread figure leaves nothing known. */
const NOTHING_KNOWN = { probability: 0.5, standardError: 0.5 };

/**
 * What YES of a market on a published figure is worth: nothing is said before it is out; then 0 or 1, less what may
 * have been misread and, where the rules do not say that the first print settles, may still be revised. `now` Unix ms.
 * @throws FairValueError
 */
export function valueFigure(terms: FigureTerms, desk: FigureDesk, now: number): Valuation {
  const symbol = terms.needs[0]?.symbol ?? '';
  const print = usable(desk.first(symbol, terms.period.value), terms, symbol, now);
  if ('kind' in print) return print;
  const later = desk.revised(symbol, print.period);
  if (terms.release === null && later !== null && later.value !== print.value)
    return unpriced('not-final', `${symbol} of ${print.period} was revised, and whether that counts is not said`);
  const value = terms.unit === 'basis-points' ? change(desk, symbol, print) : print.value;
  if (typeof value !== 'number') return value;
  const settlesOn = (revisionSd: number): Estimate =>
    publishedFigure(
      { value, revisionSd, misread: MISREAD[print.known] },
      terms.condition.value,
      terms.published,
      NOTHING_KNOWN,
    );
  const onRevision = terms.release === null ? REVISION_COUNTS : 0;
  return {
    kind: 'valued',
    ...mixEstimates([
      { weight: 1 - onRevision, estimate: settlesOn(0) },
      { weight: onRevision, estimate: settlesOn(REVISION_SD[symbol] ?? 0) },
    ]),
    model: 'figure/published',
    sources: [`economics ${symbol}`],
    oracleAt: print.at,
    maxAgeMs: TRADED_MS,
    live: false,
  };
}

/** A print that may be compared; or why not. */
function usable(print: Print | null, terms: FigureTerms, symbol: string, now: number): Print | Unpriced {
  const period = terms.period.value;
  if (print === null) return unpriced('not-yet', `${symbol} of ${period} is not out, or its first print was not heard`);
  if (print.disputed) return unpriced('disputed', `the sources of ${symbol} of ${period} differ`);
  const unit = terms.unit === 'basis-points' ? 'percent' : terms.unit;
  if (print.unit !== unit)
    return unpriced('other-thing', `${symbol} is told in ${print.unit}, the market is in ${unit}`);
  // A target is set in quarters of a point; other headlines have the digits of their publisher.
  const decimals = terms.unit === 'basis-points' ? 2 : terms.published;
  if (Math.abs(print.value * 10 ** decimals - Math.round(print.value * 10 ** decimals)) > 1e-6)
    return unpriced('bad-numbers', `${symbol} of ${period} is ${print.value}, finer than it is published`);
  if (print.at < beginOfRelease(print.period))
    return unpriced('bad-numbers', `${symbol} of ${period} cannot be out before its period is over`);
  return now - print.at > TRADED_MS ? unpriced('stale', `${symbol} of ${period} has been out for days`) : print;
}

/** Unix ms before which nothing of a period can be published: the end of a month or quarter, the day of a week or meeting. */
function beginOfRelease(period: string): number {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter !== null) return Date.UTC(Number(quarter[1]), 3 * Number(quarter[2]));
  const [year = 0, month = 0, day] = period.split('-').map(Number);
  return day === undefined ? Date.UTC(year, month) : Date.UTC(year, month - 1, day);
}

/** By how much a meeting changed the target, basis points. */
function change(desk: FigureDesk, symbol: string, print: Print): number | Unpriced {
  const before = desk.before(symbol, print.period);
  if (before === null || Date.parse(print.period) - Date.parse(before.period) > MEETINGS_APART_MS)
    return unpriced('unknown', `what ${symbol} was before ${print.period} is not known`);
  if (before.disputed) return unpriced('disputed', `the sources of ${symbol} of ${before.period} differ`);
  return Math.round((print.value - before.value) * 100);
}
