import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { askJson } from '../../polling/ask-json.js';
import { forecastLows } from '../forecast-lows.js';
import { forecastMaxima } from '../forecast-maxima.js';
import { dayWindow, stationDay } from '../station-day.js';
import { type Station, stationOf } from '../station.js';
import { weatherTick } from '../weather-tick.js';
import { chooseSummary } from './choose-summary.js';
import { readClimateReport } from './read-climate-report.js';
import { type GridForecast, readForecast } from './read-forecast.js';
import { readGrid } from './read-grid.js';
import { readObservations } from './read-observations.js';
import { type ListedProduct, readProductList, readProductText } from './read-products.js';
import { StationState } from './station-state.js';

const SOURCE = 'nws';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Readings may be stored out of order; so much is asked for again. */
const OVERLAP_MS = 2 * HOUR_MS;
const GRID_MS = 24 * HOUR_MS;
/** Reports that are older when they are first seen say nothing of a day that is still traded. */
const OLDEST_REPORT_MS = 60 * HOUR_MS;
/** Reports read in one round. */
const MOST_REPORTS = 6;
const MAX_OBSERVATIONS_BYTES = 6_000_000;

export interface NwsPeriods {
  readonly observationsMs: number;
  readonly reportsMs: number;
  readonly forecastMs: number;
}

/** The National Weather Service: readings, daily climate reports, forecasts. */
export class NwsProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #url: string;
  readonly #periods: NwsPeriods;
  readonly #states = new Map<string, StationState>();

  constructor(desk: PollDesk, url: string, periods: NwsPeriods) {
    this.#desk = desk;
    this.#url = url;
    this.#periods = periods;
  }

  refusal(symbol: string): string | null {
    const station = stationOf(symbol);
    if (station === null) return 'it is not in the table of stations';
    return station.unit === 'degF' ? null : 'the service measures in the United States alone';
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    const { observationsMs, reportsMs, forecastMs } = this.#periods;
    for (const symbol of this.#states.keys()) if (!symbols.has(symbol)) this.#states.delete(symbol);
    return [...symbols].flatMap((symbol) => {
      const station = stationOf(symbol);
      if (station === null) return [];
      const state = this.#states.get(symbol) ?? new StationState(station);
      this.#states.set(symbol, state);
      const job = (name: string, periodMs: number, run: (visit: PollVisit) => Promise<void>): PollJob => ({
        key: `${name} ${symbol}`,
        everyMs: () => periodMs,
        run,
      });
      return [
        job('observations', observationsMs, (visit) => this.#observe(visit, station, state)),
        ...(station.cli === null
          ? []
          : [job('reports', reportsMs, (visit) => this.#readReports(visit, station, state, station.cli as string))]),
        job('forecast', forecastMs, (visit) => this.#forecast(visit, station, state)),
      ];
    });
  }

  failed({ status }: { readonly status: number }): void {
    if (status === 403) this.#desk.hold(10 * MINUTE_MS, 'it answered 403; it wants a User-Agent that names a contact');
  }

  async #observe(visit: PollVisit, station: Station, state: StationState): Promise<void> {
    const today = dayWindow(station, stationDay(station, this.#desk.now())).from;
    const start = state.lastReading === null ? today : state.lastReading - OVERLAP_MS;
    const query = new URLSearchParams({ start: new Date(start).toISOString().replace('.000Z', 'Z'), limit: '500' });
    const id = station.symbol.toUpperCase();
    const url = `${this.#url}/stations/${id}/observations?${query}`;
    const page = await askJson(visit, SOURCE, {
      url,
      maxBytes: MAX_OBSERVATIONS_BYTES,
      conditional: state.lastReading !== null,
    });
    if (page === null || page === 'unchanged') return;
    const news = readObservations(page.value, station.unit);
    const days = new Set<string>();
    const first = state.lastReading === null;
    const readings = news.filter((one) => one.kind === 'observation');
    const fresh = readings.filter(
      ({ time }) => time > (state.lastReading ?? 0) && time <= page.receivedAt + 10 * MINUTE_MS,
    );
    for (const one of news) {
      // What overlaps was refused the last time already.
      if (one.kind === 'refused') {
        if (first || one.why === 'malformed') this.#desk.refuse(one.why, `nws: ${one.reason}`);
      } else if (one.station !== id)
        this.#desk.refuse('wrong-station', `nws: asked for ${id}, it answered with ${one.station}`);
      else if (one.time <= page.receivedAt + 10 * MINUTE_MS) days.add(state.read(one));
    }
    for (const one of first ? fresh.slice(-1) : fresh) {
      if (one.station !== id) continue;
      state.lastReading = one.time;
      const { time, value, uncertainty } = one;
      const times = { eventTime: time, receivedAt: page.receivedAt };
      this.#desk.tick(weatherTick(SOURCE, station, { kind: 'temperature', value }, times, 'live', uncertainty));
    }
    for (const day of [...days].toSorted()) this.#tellEnds(station, state, day, page.receivedAt);
  }

  #tellEnds(station: Station, state: StationState, day: string, receivedAt: number): void {
    const ends = state.day(day);
    for (const kind of ['maximum', 'minimum'] as const) {
      const { now } = ends[kind];
      if (now === null) continue;
      const fact = { kind, value: now.value, day, final: now.final };
      const times = { eventTime: now.at, receivedAt };
      this.#desk.tick(weatherTick(SOURCE, station, fact, times, now.final ? 'final' : 'provisional', now.uncertainty));
    }
  }

  async #readReports(visit: PollVisit, station: Station, state: StationState, code: string): Promise<void> {
    const url = `${this.#url}/products/types/CLI/locations/${code}`;
    const page = await askJson(visit, SOURCE, { url, conditional: state.listed });
    if (page === null || page === 'unchanged') return;
    const list = readProductList(page.value);
    if (typeof list === 'string') return visit.useless(url, 'malformed', `nws: reports of ${code}: ${list}`);
    state.listed = true;
    const recent = list.filter(({ issuedAt }) => page.receivedAt - issuedAt < OLDEST_REPORT_MS).slice(0, MOST_REPORTS);
    for (const product of recent.toReversed()) {
      if (state.tookProduct(product.id)) continue;
      if (await this.#readReport(visit, station, state, product)) continue;
      state.returnProduct(product.id);
      // Asked for again with the listing, which has not changed then.
      visit.useless(url, 'report', `nws: the report ${product.id} of ${code} could not be had`);
    }
  }

  /** @returns false when it is to be asked for again. */
  async #readReport(visit: PollVisit, station: Station, state: StationState, product: ListedProduct): Promise<boolean> {
    const page = await askJson(visit, SOURCE, { url: `${this.#url}/products/${product.id}`, conditional: false });
    if (page === null || page === 'unchanged') return false;
    const text = readProductText(page.value);
    if (text === null) return false;
    const report = readClimateReport(text);
    const refuse = (kind: string, reason: string) => {
      this.#desk.refuse(kind, `nws: report ${product.id}: ${reason}`);
      return true;
    };
    if (typeof report === 'string') return refuse('malformed', report);
    const summary = chooseSummary(report, station);
    if (typeof summary === 'string') return refuse('wrong-station', summary);
    const { day } = summary;
    // "Yesterday" of an hour after midnight in summer is a day that has not ended yet by standard time.
    const over = summary.stage === 'final' && product.issuedAt >= dayWindow(station, day).to;
    for (const kind of ['maximum', 'minimum'] as const) {
      const value = summary[kind];
      const extreme = state.day(day)[kind];
      if (value === null) {
        const reason = kind === 'maximum' ? summary.reason : summary.minimumReason;
        refuse('missing-value', `${summary.place}, ${day}: ${reason}`);
      } else if (over) {
        const before = extreme.final(value, product.issuedAt);
        if (before !== null)
          this.#desk.refuse('corrected', `nws: ${station.symbol}, ${day}: ${value}, not ${before} as it was reported`);
      } else extreme.soFar(value, product.issuedAt);
    }
    this.#tellEnds(station, state, day, page.receivedAt);
    return true;
  }

  async #forecast(visit: PollVisit, station: Station, state: StationState): Promise<void> {
    const cell = await this.#cell(visit, station, state);
    if (cell === null) return;
    // Both are needed to make a day of, so neither may be "unchanged".
    const hours = await this.#grid(visit, station, state, `${cell}/forecast/hourly`);
    const halves = hours && (await this.#grid(visit, station, state, `${cell}/forecast`));
    if (hours === null || halves === null) return;
    const eventTime = Math.min(hours.madeAt, halves.madeAt);
    for (const [day, highest] of forecastMaxima(station, hours.steps, state.soFar())) {
      const daylight = halves.steps.filter(({ from, to }) => stationDay(station, (from + to) / 2) === day);
      const value = Math.max(highest, ...daylight.map((half) => half.value));
      const fact = { kind: 'forecast', value, deviation: null, day } as const;
      const times = { eventTime, receivedAt: this.#desk.now() };
      this.#desk.tick(weatherTick(SOURCE, station, fact, times, 'provisional'));
    }
    for (const [day, value] of forecastLows(station, hours.steps, this.#desk.now())) {
      const fact = { kind: 'low-forecast', value, deviation: null, day } as const;
      const times = { eventTime, receivedAt: this.#desk.now() };
      this.#desk.tick(weatherTick(SOURCE, station, fact, times, 'provisional'));
    }
  }

  async #grid(visit: PollVisit, station: Station, state: StationState, path: string): Promise<GridForecast | null> {
    const url = `${this.#url}/gridpoints/${path}?units=us`;
    const page = await askJson(visit, SOURCE, { url, conditional: false });
    if (page === null || page === 'unchanged') {
      // Cells are moved now and then; the point is asked again the next time.
      state.grid = null;
      return null;
    }
    const forecast = readForecast(page.value, station.unit);
    if (typeof forecast === 'string') {
      visit.useless(url, 'malformed', `nws: ${station.symbol}: ${forecast}`);
      return null;
    }
    for (const reason of forecast.refused) this.#desk.refuse('malformed', `nws: ${station.symbol}: ${reason}`);
    return forecast;
  }

  async #cell(visit: PollVisit, station: Station, state: StationState): Promise<string | null> {
    if (state.grid !== null && state.grid.until > this.#desk.now()) return state.grid.cell;
    const url = `${this.#url}/points/${station.latitude},${station.longitude}`;
    const page = await askJson(visit, SOURCE, { url, conditional: false });
    if (page === null || page === 'unchanged') return null;
    const grid = readGrid(page.value);
    if (typeof grid === 'string') {
      visit.useless(url, 'malformed', `nws: ${station.symbol}: ${grid}`);
      return null;
    }
    state.grid = { cell: grid.cell, until: this.#desk.now() + GRID_MS };
    return grid.cell;
  }
}
