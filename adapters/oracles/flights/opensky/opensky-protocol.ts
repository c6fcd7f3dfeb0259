import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { askJson } from '../../polling/ask-json.js';
import type { PageAnswer } from '../../polling/page-request.js';
import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { isBody } from '../../transport/read-fields.js';
import { callsignOf, type FlightSymbol, readFlightSymbol } from '../flight-symbol.js';
import { type AircraftState, readStates } from './read-states.js';

/** A box in degrees; smaller ones cost less. */
export interface SkyBox {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

export interface OpenSkyTerms {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly box: SkyBox | null;
  readonly everyMs: number;
  /** Where tokens are put, to be taken out of what is shown. */
  readonly keys: string[];
}

const HOUR_MS = 3_600_000;
/** Tokens are renewed so much before they end. */
const EARLY_MS = 60_000;
/** Who was heard longer ago may be anywhere. */
const OLDEST_MS = 300_000;
const MAX_BYTES = 12_000_000;

/** Credits that an answer on a box costs, by its area in square degrees. */
export function creditsOf(box: SkyBox | null): number {
  if (box === null) return 4;
  const area = (box.north - box.south) * (box.east - box.west);
  return area <= 25 ? 1 : area <= 100 ? 2 : area <= 400 ? 3 : 4;
}

/** OpenSky: who is in the air and who is on the ground. It knows no schedules, so no times of arrival. */
export class OpenSkyProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #terms: OpenSkyTerms;
  #token: { readonly text: string; readonly until: number } | null = null;
  #flights: readonly FlightSymbol[] = [];
  /** Flights that were seen in the air, by symbol. */
  readonly #flew = new Set<string>();

  constructor(desk: PollDesk, terms: OpenSkyTerms) {
    this.#desk = desk;
    this.#terms = terms;
  }

  refusal(symbol: string): string | null {
    const flight = readFlightSymbol(symbol);
    if (flight === null) return 'it is no flight such as ua123-2026-11-22 of an airline in the list';
    return callsignOf(flight) === null ? 'the callsign of its airline is not known' : null;
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    this.#flights = [...symbols].map(readFlightSymbol).filter((flight) => flight !== null);
    for (const symbol of this.#flew) if (!symbols.has(symbol)) this.#flew.delete(symbol);
    return [{ key: 'states', everyMs: () => this.#terms.everyMs, run: (visit) => this.#look(visit) }];
  }

  failed({ status, headers }: PageAnswer & { kind: 'failed' }): void {
    // It ended before its time, or was never good: another one decides.
    if (status === 401) this.#token = null;
    const seconds = Number(headers.get('x-rate-limit-retry-after-seconds') ?? Number.NaN);
    if (status === 429 && seconds > 0) this.#desk.hold(Math.min(seconds, 86_400) * 1_000, 'its credits are used up');
  }

  async #look(visit: PollVisit): Promise<void> {
    const page = await this.#states(visit);
    if (page === null) return;
    const states = readStates(page.value);
    if (typeof states === 'string') return visit.useless(this.#terms.url, 'malformed', `opensky: ${states}`);
    if (states.refused > 0) this.#desk.refuse('malformed', `opensky: ${states.refused} rows cannot be right`);
    const byCallsign = new Map(states.aircraft.map((aircraft) => [aircraft.callsign, aircraft]));
    for (const flight of this.#flights) {
      this.#desk.heard(flight.symbol);
      const aircraft = byCallsign.get(callsignOf(flight) ?? '');
      if (aircraft && page.receivedAt - aircraft.heardAt <= OLDEST_MS) this.#tell(flight, aircraft, page.receivedAt);
    }
  }

  async #states(visit: PollVisit): Promise<{ readonly value: unknown; readonly receivedAt: number } | null> {
    const { url, box } = this.#terms;
    const query = box
      ? `?${new URLSearchParams({ lamin: String(box.south), lomin: String(box.west), lamax: String(box.north), lomax: String(box.east) })}`
      : '';
    for (let attempt = 0; attempt < 2; attempt++) {
      const token = await this.#bearer(visit);
      if (token === null) return null;
      const request = { url: `${url}/states/all${query}`, headers: { authorization: `Bearer ${token}` } };
      const answer = await askJson(visit, 'opensky', {
        ...request,
        cost: creditsOf(box),
        maxBytes: MAX_BYTES,
        conditional: false,
      });
      if (answer !== null && answer !== 'unchanged') return answer;
      // A token may end before its time; then one more is had at once.
      if (this.#token !== null) return null;
    }
    return null;
  }

  async #bearer(visit: PollVisit): Promise<string | null> {
    const now = this.#desk.now();
    if (this.#token !== null && this.#token.until > now) return this.#token.text;
    const { tokenUrl, clientId, clientSecret, keys } = this.#terms;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const answer = await visit.ask({
      url: tokenUrl,
      types: /json/,
      cost: 0,
      body: { text: String(new URLSearchParams(form)), type: 'application/x-www-form-urlencoded' },
    });
    if (answer.kind === 'failed' && (answer.status === 400 || answer.status === 401))
      this.#desk.off('OpenSky refused the client: check its id and secret');
    if (answer.kind !== 'page') return null;
    const body = readToken(answer.bytes);
    if (body === null) {
      visit.useless(tokenUrl, 'malformed', 'opensky: the answer holds no token');
      return null;
    }
    keys[1] = body.token;
    this.#token = { text: body.token, until: now + Math.max(EARLY_MS, body.lifeMs - EARLY_MS) };
    return body.token;
  }

  #tell(flight: FlightSymbol, { heardAt, onGround }: AircraftState, receivedAt: number): void {
    const { symbol, airline, number, day } = flight;
    // No schedule says whose flight of which day this is: there must be one only, and it must be of about now.
    const others = this.#flights.filter(
      (one) => one.airline === airline && one.number === number && isAbout(one.day, heardAt),
    );
    if (!isAbout(day, heardAt)) return;
    if (others.length > 1)
      return this.#desk.refuse('ambiguous', `opensky: ${airline}${number} may be of ${others.length} days`);
    if (!onGround) this.#flew.add(symbol);
    const state: (OracleFact & { kind: 'flight' })['state'] = onGround
      ? this.#flew.has(symbol)
        ? 'landed'
        : 'scheduled'
      : 'airborne';
    this.#desk.tick({
      type: 'flights',
      symbol,
      source: 'opensky',
      fact: {
        kind: 'flight',
        flight: `${airline}${number}`,
        scheduledIn: null,
        estimatedIn: null,
        actualIn: null,
        scheduledOn: null,
        estimatedOn: null,
        actualOn: null,
        state,
      },
      unit: 'time',
      eventTime: heardAt,
      receivedAt,
      quality: 'live',
      uncertainty: null,
    });
  }
}

/** Whether a moment may lie in the local day of somewhere. */
const isAbout = (day: string, time: number): boolean => {
  const from = Date.parse(`${day}T00:00:00Z`);
  return time >= from - 14 * HOUR_MS && time < from + 36 * HOUR_MS;
};

function readToken(bytes: Uint8Array): { readonly token: string; readonly lifeMs: number } | null {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!isBody(body)) return null;
  const { access_token: token, expires_in: seconds } = body as Record<'access_token' | 'expires_in', unknown>;
  if (typeof token !== 'string' || !/^[\w.~+/=-]{8,8000}$/.test(token)) return null;
  return { token, lifeMs: (typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, 86_400) : 300) * 1_000 };
}
