import { askJson } from '../polling/ask-json.js';
import type { PageAnswer } from '../polling/page-request.js';
import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../polling/poll-protocol.js';
import type { RequestLimit } from '../polling/request-budget.js';
import { politePeriodMs } from './polite-period.js';
import { type Station, stationOf } from './station.js';
import { weatherTick } from './weather-tick.js';

/** What a forecast expects of one day. */
export interface DayForecast {
  readonly value: number;
  /** Standard deviation between the models it is made of; null for one model. */
  readonly deviation: number | null;
}

/** What an answer says of the days to come. */
export interface ServiceForecast {
  /** Of the highest temperature, by day. */
  readonly days: ReadonlyMap<string, DayForecast>;
  /** Of the lowest of what is left of each day. */
  readonly lows: ReadonlyMap<string, DayForecast>;
  /** What was not readable. */
  readonly refused: readonly string[];
}

/** What tells services of forecasts apart. */
export interface ForecastService {
  readonly source: string;
  /** The page on a station. */
  url(station: Station): string;
  /** What an answer says that came at a time (Unix ms); a sentence where it is none. Never throws. */
  read(body: unknown, station: Station, now: number): ServiceForecast | string;
  /** What a refusal means for the whole source; null: nothing. */
  refusedKey(answer: PageAnswer & { kind: 'failed' }): string | null;
  readonly limits: readonly RequestLimit[];
  /** Least time between two forecasts of a station, ms. */
  readonly leastPeriodMs: number;
}

/**
 * A service of forecasts, asked station by station. Its temperatures are of a grid cell and no reading of a thermometer,
 * so only forecasts are told.
 */
export class ForecastProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #service: ForecastService;

  constructor(desk: PollDesk, service: ForecastService) {
    this.#desk = desk;
    this.#service = service;
  }

  refusal(symbol: string): string | null {
    return stationOf(symbol) === null ? 'it is not in the table of stations' : null;
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    const { leastPeriodMs, limits } = this.#service;
    return [...symbols].flatMap((symbol) => {
      const station = stationOf(symbol);
      if (station === null) return [];
      const everyMs = () => politePeriodMs(leastPeriodMs, this.#desk.symbols().size, limits);
      return [{ key: `forecast ${symbol}`, everyMs, run: (visit: PollVisit) => this.#read(visit, station) }];
    });
  }

  failed(answer: PageAnswer & { kind: 'failed' }): void {
    const reason = this.#service.refusedKey(answer);
    if (reason !== null) this.#desk.off(reason);
  }

  async #read(visit: PollVisit, station: Station): Promise<void> {
    const { source } = this.#service;
    const url = this.#service.url(station);
    // These services give no time at which a forecast was made: what is not new would never be told again.
    const page = await askJson(visit, source, { url, conditional: false });
    if (page === null || page === 'unchanged') return;
    const forecast = this.#service.read(page.value, station, page.receivedAt);
    if (typeof forecast === 'string')
      return visit.useless(url, 'malformed', `${source}: ${station.symbol}: ${forecast}`);
    for (const reason of forecast.refused) this.#desk.refuse('malformed', `${source}: ${station.symbol}: ${reason}`);
    const times = { eventTime: page.receivedAt, receivedAt: page.receivedAt };
    const tell = (kind: 'forecast' | 'low-forecast', days: ReadonlyMap<string, DayForecast>) => {
      for (const [day, { value, deviation }] of days)
        this.#desk.tick(weatherTick(source, station, { kind, value, deviation, day }, times, 'provisional'));
    };
    tell('forecast', forecast.days);
    tell('low-forecast', forecast.lows);
  }
}
