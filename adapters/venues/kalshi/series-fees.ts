import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FeeSchedule } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { JsonClient } from '../../transport/json-client.js';
import { kalshiFeeSchedule, type KalshiFeeChange, type KalshiFeeTerms } from './fee-schedule.js';
import { isBody, readTime, shown, type Body } from './read-fields.js';

interface Series {
  readonly terms: KalshiFeeTerms | string;
  readonly category: string;
  /** When the venue said so, Unix ms. */
  readonly asOf: number;
}

const PAGE_LIMIT = 200;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Fee terms in a body whose fields are named with or without `_override`; null when both are null or absent. */
export function readFeeTerms(body: Body, suffix: '' | '_override'): KalshiFeeTerms | null | string {
  const type = body[`fee_type${suffix}`] ?? null;
  const multiplier = body[`fee_multiplier${suffix}`] ?? null;
  if (type === null && multiplier === null) return null;
  if (typeof type !== 'string' || typeof multiplier !== 'number') {
    return `the fee terms are ${shown(type)} with the multiplier ${shown(multiplier)}`;
  }
  return { type, multiplier };
}

/** Every series' fee terms and category, and the changes that are scheduled for series and events (kalshi.md §6, §7.1). */
export class SeriesFees {
  readonly #rest: JsonClient;
  readonly #clock: Clock;
  readonly #series = new Map<string, Series>();
  #seriesChanges = new Map<string, KalshiFeeChange[]>();
  #eventChanges = new Map<string, KalshiFeeChange[]>();
  #listedAt = Number.NEGATIVE_INFINITY;
  #changesAt = Number.NEGATIVE_INFINITY;

  constructor(rest: JsonClient, clock: Clock) {
    this.#rest = rest;
    this.#clock = clock;
  }

  /**
   * Brings what is older than the given ages up to date.
   * @param only these series alone; null: all that the venue has.
   */
  async refresh(
    only: readonly string[] | null,
    seriesAgeMs: number,
    changesAgeMs: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#listedAt >= seriesAgeMs) {
      if (only === null) {
        const body = await this.#rest.read({ path: '/series', cost: 10 }, signal);
        for (const series of list(isBody(body) ? body['series'] : null)) this.take(series);
      } else {
        for (const ticker of only) await this.fetch(ticker, signal);
      }
      this.#listedAt = now;
    }
    if (now - this.#changesAt >= changesAgeMs) {
      await this.#refreshChanges(signal);
      this.#changesAt = now;
    }
    // A change that came into force since a series was read makes what was read old.
    for (const [ticker, changes] of this.#seriesChanges) {
      const series = this.#series.get(ticker);
      if (series && changes.some(({ at }) => at <= now && at > series.asOf)) await this.fetch(ticker, signal);
    }
  }

  /** Makes sure that a series is known; one that the venue refuses stays unknown. */
  async ensure(ticker: string, signal?: AbortSignal): Promise<void> {
    if (!this.#series.has(ticker)) await this.fetch(ticker, signal);
  }

  async fetch(ticker: string, signal?: AbortSignal): Promise<void> {
    const body = await this.#rest.read({ path: `/series/${encodeURIComponent(ticker)}`, cost: 10 }, signal);
    if (isBody(body)) this.take(body['series']);
  }

  /** Takes one Series of the REST API. */
  take(raw: unknown): void {
    if (!isBody(raw) || typeof raw['ticker'] !== 'string') return;
    const terms = readFeeTerms(raw, '') ?? 'the series names no fees';
    this.#series.set(raw['ticker'], {
      terms,
      category: text(raw['category']),
      asOf: this.#clock.now(),
    });
  }

  has(ticker: string): boolean {
    return this.#series.has(ticker);
  }

  categoryOf(ticker: string): string {
    return this.#series.get(ticker)?.category ?? '';
  }

  /** The fees of an event's market, or why they are not known. */
  scheduleOf(series: string, event: Body, waivedUntil: number | null): FeeSchedule | string {
    const known = this.#series.get(series);
    if (!known) return `the fees of series ${series} are not known yet`;
    if (typeof known.terms === 'string') return known.terms;
    const override = readFeeTerms(event, '_override');
    if (typeof override === 'string') return override;
    return kalshiFeeSchedule({
      series: known.terms,
      seriesChanges: this.#seriesChanges.get(series) ?? [],
      override,
      overrideChanges: this.#eventChanges.get(text(event['event_ticker'])) ?? [],
      waivedUntil,
      now: this.#clock.now(),
    });
  }

  async #refreshChanges(signal?: AbortSignal): Promise<void> {
    const body = await this.#rest.read({ path: '/series/fee_changes', cost: 10 }, signal);
    this.#seriesChanges = changesBy('series_ticker', '', list(isBody(body) ? body['series_fee_change_arr'] : null));
    const events: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < PAGE_LIMIT; page++) {
      const query = new URLSearchParams(cursor === '' ? {} : { cursor });
      const answer = await this.#rest.read({ path: '/events/fee_changes', query, cost: 10 }, signal);
      if (!isBody(answer)) break;
      events.push(...list(answer['event_fee_changes']));
      cursor = text(answer['cursor']);
      if (cursor === '') break;
    }
    this.#eventChanges = changesBy('event_ticker', '_override', events);
  }
}

function changesBy(key: string, suffix: '' | '_override', rows: readonly unknown[]): Map<string, KalshiFeeChange[]> {
  const changes = new Map<string, KalshiFeeChange[]>();
  for (const row of rows) {
    if (!isBody(row) || typeof row[key] !== 'string') continue;
    const at = readTime(undefined, row['scheduled_ts']);
    const terms = readFeeTerms(row, suffix);
    if (at === null) continue;
    // Terms that cannot be read become a type without a formula, so that the market is refused and not mispriced.
    const known = typeof terms === 'string' ? { type: terms, multiplier: 0 } : terms;
    const of = changes.get(row[key]) ?? [];
    of.push({ at, terms: known });
    changes.set(row[key], of);
  }
  return changes;
}
