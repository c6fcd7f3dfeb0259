import { FUSED, type OracleFact, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** What a source says of a flight. */
export interface ToldFlight {
  readonly source: string;
  readonly fact: OracleFact & { readonly kind: 'flight' };
  /** Unix ms by the source's clock, never after we received it. */
  readonly at: number;
}

/** Flights remembered. */
const MOST_FLIGHTS = 500;

/** What is known of flights: the newest of each source. */
export class FlightDesk {
  readonly #flights = new Map<string, Map<string, ToldFlight>>();

  take({ symbol, source, fact, eventTime, receivedAt }: OracleTick): void {
    if (fact.kind !== 'flight' || source === FUSED) return;
    const told = this.#flights.get(symbol) ?? new Map<string, ToldFlight>();
    this.#flights.set(symbol, told);
    const at = Math.min(eventTime, receivedAt);
    const known = told.get(source);
    if (known === undefined || at >= known.at) told.set(source, { source, fact, at });
    const [oldest] = this.#flights.keys();
    if (this.#flights.size > MOST_FLIGHTS && oldest !== undefined) this.#flights.delete(oldest);
  }

  /** What every source that spoke of a flight says last, the newest first. */
  told(symbol: string): readonly ToldFlight[] {
    return [...(this.#flights.get(symbol)?.values() ?? [])].sort((a, b) => b.at - a.at);
  }
}
