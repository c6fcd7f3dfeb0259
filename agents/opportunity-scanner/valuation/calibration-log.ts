import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { Calibration } from '@pm-arbitrage/core/fair-value/calibration/calibration.js';
import type { CalibrationRecord } from '@pm-arbitrage/core/fair-value/calibration/calibration-record.js';
import { PRICE_SCALE, type Price } from '@pm-arbitrage/core/money/money.js';

interface Forecast {
  readonly model: string;
  /** When it was made, Unix ms. */
  readonly at: number;
  readonly probability: number;
}

/**
 * A model is judged by what it said of a market so long before the market ended, or before another model took over, as the
 * score does from the odds when a game begins; if it had less time, by what it said first, ms.
 */
const BEFORE_END_MS = 120_000;
/** Forecasts of one market by one model that are kept, each at least this much apart, ms. */
const APART_MS = 30_000;
const MOST_FORECASTS = 64;
/** Markets that are awaited; some never resolve. */
const MOST_MARKETS = 20_000;

/** A model with everything that was gathered of it. */
export interface JudgedModel {
  readonly model: string;
  readonly record: CalibrationRecord;
}

/** Holds what models said of markets against what became of them. */
export class CalibrationLog {
  readonly #forecasts = new Map<MarketId, Forecast[]>();
  readonly #models = new Map<string, Calibration>();

  /** Takes over what earlier lives have gathered. */
  remember(model: string, record: CalibrationRecord): void {
    this.#models.set(model, Calibration.from(record));
  }

  /** Takes what a model says of the YES of a market. */
  forecast(market: MarketId, model: string, probability: number, at: number): void {
    const known = this.#forecasts.get(market) ?? [];
    const last = known.at(-1);
    if (last !== undefined && at - last.at < APART_MS) return;
    known.push({ model, at, probability });
    forgetSecond(known, model);
    this.#forecasts.set(market, known);
    const [oldest] = this.#forecasts.keys();
    if (this.#forecasts.size > MOST_MARKETS && oldest !== undefined) this.#forecasts.delete(oldest);
  }

  /**
   * Takes what a market paid. Half and other odd payouts judge nobody.
   * @param closeTime when trading was to end by its listing, Unix ms. Some markets live on, games above all: who was still
   *   valued then ended when it resolved.
   * @param now Unix ms
   * @returns the models that this says something of, each with everything gathered of it; none where nothing was forecast
   */
  resolved(market: MarketId, yesPayout: Price, closeTime: number, now: number): readonly JudgedModel[] {
    const known = this.#forecasts.get(market) ?? [];
    const endedAt = known.some(({ at }) => at > closeTime) ? now : closeTime;
    const forecasts = known.filter(({ at }) => at < endedAt);
    this.#forecasts.delete(market);
    if (yesPayout !== 0 && yesPayout !== PRICE_SCALE) return [];
    return judgedOf(forecasts, endedAt).map(({ model, probability }) => {
      const calibration = this.#models.get(model) ?? new Calibration();
      calibration.add(probability, yesPayout === PRICE_SCALE);
      this.#models.set(model, calibration);
      return { model, record: calibration.toJSON() };
    });
  }

  /** Mean squared error by model, for heartbeat and status. */
  get scores(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#models].flatMap(([model, { brier }]) =>
        brier === null ? [] : [[`brier:${model}`, Number(brier.toFixed(4))]],
      ),
    );
  }
}

/** The first forecast of a model stays: of a market that ends early nothing else may be old enough. */
function forgetSecond(forecasts: Forecast[], model: string): void {
  const own = forecasts.flatMap((one, index) => (one.model === model ? [index] : []));
  const [, second] = own;
  if (own.length > MOST_FORECASTS && second !== undefined) forecasts.splice(second, 1);
}

/** The forecast by which each model is judged: two models that took turns over one market are two judgements. */
function judgedOf(forecasts: readonly Forecast[], endedAt: number): readonly Forecast[] {
  const models = [...new Set(forecasts.map(({ model }) => model))];
  return models.flatMap((model) => {
    const own = forecasts.filter((one) => one.model === model);
    const last = own.at(-1)?.at ?? 0;
    const successor = forecasts.find(({ at }) => at > last)?.at;
    const end = successor ?? endedAt;
    return own.filter(({ at }) => at <= end - BEFORE_END_MS).at(-1) ?? own[0] ?? [];
  });
}
