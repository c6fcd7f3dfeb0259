import { askJson } from '../../polling/ask-json.js';
import type { PageAnswer } from '../../polling/page-request.js';
import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { type FlightSymbol, readFlightSymbol } from '../flight-symbol.js';
import { chooseFlight } from './choose-flight.js';
import { type KnownFlight, readFlights } from './read-flights.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Flights are known two days ahead. */
const AHEAD_MS = 1.5 * DAY_MS;
/** Time before its arrival from which on a flight is followed closely. */
const NEAR_MS = 3 * HOUR_MS;
const LONG_OVER_MS = 6 * HOUR_MS;
/** Every page costs. */
const MOST_PAGES = 3;

/** FlightAware's AeroAPI: a flight a job, often when it is about to arrive, for every page is paid. */
export class AeroApiProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #url: string;
  readonly #apiKey: string;
  readonly #closeMs: number;
  readonly #known = new Map<string, KnownFlight>();

  constructor(desk: PollDesk, url: string, apiKey: string, closeMs: number) {
    this.#desk = desk;
    this.#url = url;
    this.#apiKey = apiKey;
    this.#closeMs = closeMs;
  }

  refusal(symbol: string): string | null {
    return readFlightSymbol(symbol) ? null : 'it is no flight such as ua123-2026-11-22 of an airline in the list';
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    for (const symbol of this.#known.keys()) if (!symbols.has(symbol)) this.#known.delete(symbol);
    return [...symbols].flatMap((symbol) => {
      const flight = readFlightSymbol(symbol);
      if (flight === null) return [];
      return [
        { key: symbol, everyMs: () => this.#period(flight), run: (visit: PollVisit) => this.#look(visit, flight) },
      ];
    });
  }

  failed({ status }: PageAnswer & { kind: 'failed' }): void {
    if (status === 401) this.#desk.off('AeroAPI answered 401: check the key');
  }

  #period({ symbol, day }: FlightSymbol): number {
    const now = this.#desk.now();
    const known = this.#known.get(symbol);
    if (known === undefined)
      return Math.max(HOUR_MS, Math.min(6 * HOUR_MS, Date.parse(`${day}T00:00:00Z`) - AHEAD_MS - now));
    if (known.actualIn !== null || known.state === 'cancelled' || known.state === 'diverted') return LONG_OVER_MS;
    const due = (known.estimatedIn ?? known.scheduledIn) - now;
    if (known.state === 'airborne' || known.state === 'landed' || due < NEAR_MS) return this.#closeMs;
    return due < DAY_MS ? 15 * MINUTE_MS : HOUR_MS;
  }

  async #look(visit: PollVisit, flight: FlightSymbol): Promise<void> {
    const { symbol, airline, number, day } = flight;
    const noon = Date.parse(`${day}T12:00:00Z`);
    if (noon - this.#desk.now() > AHEAD_MS + DAY_MS / 2) return this.#desk.heard(symbol);
    const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');
    const query = new URLSearchParams({
      ident_type: 'designator',
      start: iso(noon - 1.5 * DAY_MS),
      end: iso(Math.min(noon + 1.5 * DAY_MS, Math.floor(this.#desk.now() / HOUR_MS) * HOUR_MS + 47 * HOUR_MS)),
      max_pages: '1',
    });
    let path: string | null = `/flights/${airline}${number}?${query}`;
    const found: KnownFlight[] = [];
    for (let page = 0; path !== null && page < MOST_PAGES; page++) {
      const url: string = `${this.#url}${path}`;
      const answer = await askJson(visit, 'aeroapi', {
        url,
        headers: { 'x-apikey': this.#apiKey },
        conditional: false,
      });
      if (answer === null || answer === 'unchanged') return;
      const read = readFlights(answer.value);
      if (typeof read === 'string') return visit.useless(url, 'malformed', `aeroapi: ${symbol}: ${read}`);
      for (const news of read.flights)
        if (news.kind === 'flight') found.push(news);
        else this.#desk.refuse('malformed', `aeroapi: ${symbol}: ${news.reason}`);
      path = read.next;
    }
    this.#tell(flight, chooseFlight(found, flight));
  }

  #tell({ symbol, airline, number }: FlightSymbol, chosen: KnownFlight | string | null): void {
    if (typeof chosen === 'string') return this.#desk.refuse('ambiguous', `aeroapi: ${chosen}`);
    if (chosen === null) return this.#desk.refuse('unknown-flight', `aeroapi: ${symbol} is not known`);
    this.#known.set(symbol, chosen);
    const { scheduledIn, estimatedIn, actualIn, scheduledOn, estimatedOn, actualOn, state } = chosen;
    const now = this.#desk.now();
    this.#desk.tick({
      type: 'flights',
      symbol,
      source: 'aeroapi',
      fact: {
        kind: 'flight',
        flight: `${airline}${number}`,
        scheduledIn,
        estimatedIn,
        actualIn,
        scheduledOn,
        estimatedOn,
        actualOn,
        state,
      },
      unit: 'time',
      eventTime: now,
      receivedAt: now,
      quality: actualIn !== null && state === 'landed' ? 'final' : 'live',
      uncertainty: null,
    });
  }
}
