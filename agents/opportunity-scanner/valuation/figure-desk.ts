import { FUSED, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** A figure of one period as all sources together say it. */
export interface Print {
  readonly period: string;
  readonly value: number;
  readonly unit: string;
  /** Unix ms at which it was said, never after we received it. */
  readonly at: number;
  /** Sources contradict each other. */
  readonly disputed: boolean;
  /** How it is known: by one source that is not the last word, by one that is, or by two that agree. */
  readonly known: 'provisional' | 'final' | 'twice';
}

/** Periods remembered of a figure: two years of months, or of meetings. */
const MOST_PERIODS = 40;

interface Series {
  readonly first: Map<string, Print>;
  readonly revised: Map<string, Print>;
}

/**
 * What is known of published figures: of each period the first print, and what was made of it later. Only what all
 * sources say together is taken, because a print of one source may be contradicted by the next.
 */
export class FigureDesk {
  readonly #series = new Map<string, Series>();

  take({ symbol, source, fact, unit, eventTime, receivedAt, quality, uncertainty, disputed }: OracleTick): void {
    if (fact.kind !== 'figure' || source !== FUSED) return;
    const series = this.#series.get(symbol) ?? { first: new Map<string, Print>(), revised: new Map<string, Print>() };
    this.#series.set(symbol, series);
    const { period, value, revision } = fact;
    const prints = revision ? series.revised : series.first;
    // Of one voter fusing knows no uncertainty; of two that agree it is 0.
    const known = uncertainty === 0 ? 'twice' : quality === 'final' ? 'final' : 'provisional';
    const at = Math.min(eventTime, receivedAt);
    prints.set(period, { period, value, unit, at, disputed: disputed === true, known });
    if (prints.size <= MOST_PERIODS) return;
    const [oldest] = [...prints.keys()].toSorted();
    if (oldest !== undefined) prints.delete(oldest);
  }

  /** The first print of a period; of a month also that of its only day. Null while none is known. */
  first(symbol: string, period: string): Print | null {
    return inPeriod(this.#series.get(symbol)?.first, period);
  }

  /** What a period was revised to last; null where nothing is known of a revision. */
  revised(symbol: string, period: string): Print | null {
    return inPeriod(this.#series.get(symbol)?.revised, period);
  }

  /** The first print of the last period before another. */
  before(symbol: string, period: string): Print | null {
    const earlier = [...(this.#series.get(symbol)?.first.values() ?? [])].filter((print) => print.period < period);
    return earlier.toSorted((a, b) => (a.period < b.period ? 1 : -1))[0] ?? null;
  }
}

/** Meetings have a day, and some texts name their month alone; a month with two of them names none. */
function inPeriod(prints: ReadonlyMap<string, Print> | undefined, period: string): Print | null {
  if (prints === undefined) return null;
  const exact = prints.get(period);
  if (exact !== undefined) return exact;
  const days = [...prints.values()].filter(
    (print) => print.period.startsWith(`${period}-`) && /^\d{4}-\d\d$/.test(period),
  );
  return days.length === 1 ? (days[0] ?? null) : null;
}
