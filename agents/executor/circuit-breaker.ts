/** What an order or a look at a venue taught about it. */
export type VenueEvent =
  /** Orders were answered and filled as intended. */
  | { readonly kind: 'good' }
  /** No answer in time, a broken connection, a server error. */
  | { readonly kind: 'error' }
  /** Filled in part only. */
  | { readonly kind: 'partial' }
  /** What the book showed was gone when the order came. */
  | { readonly kind: 'evaporated' };

const WINDOW = 10;
const FEWEST = 4;
/** Share of errors among the last orders from which a venue is left alone. */
const ERROR_SHARE = 0.5;
const PARTIALS_IN_A_ROW = 3;
const EVAPORATIONS_IN_A_ROW = 5;
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;

/**
 * Leaves a venue alone that does not do what its book says. Opens on errors, on partial fills and on liquidity that
 * evaporates; after a rest it lets one trade through, whose outcome closes it or doubles the rest. Pure: times are given.
 */
export class CircuitBreaker {
  #recent: VenueEvent['kind'][] = [];
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  #reason = '';
  #until = 0;
  #restMs = FIRST_REST_MS;

  /** Why no order may go there now (`now` Unix ms); null lets it through. A trade let through after a rest is the trial. */
  refusal(now: number, latencyMs: number | null, longestMs: number): string | null {
    if (latencyMs !== null && latencyMs > longestMs) return `it answers in ${Math.round(latencyMs)} ms`;
    if (this.#state === 'closed') return null;
    if (this.#state === 'open' && now >= this.#until) {
      this.#state = 'half-open';
      this.#until = now + this.#restMs;
      return null;
    }
    // A trial whose outcome never came must not block for ever.
    if (this.#state === 'half-open' && now >= this.#until) this.#until = now + this.#restMs;
    else return `${this.#reason}; tried again in ${Math.ceil((this.#until - now) / 1_000)} s`;
    return null;
  }

  /** @param now Unix ms */
  record(event: VenueEvent, now: number): void {
    if (this.#state === 'half-open') {
      if (event.kind === 'good') this.#close();
      else this.#open(this.#reason, now, this.#restMs * 2);
      return;
    }
    if (this.#state === 'open') return;
    this.#recent = [...this.#recent, event.kind].slice(-WINDOW);
    const reason = this.#trouble();
    if (reason !== null) this.#open(reason, now, this.#restMs);
  }

  get isOpen(): boolean {
    return this.#state !== 'closed';
  }

  #trouble(): string | null {
    const errors = this.#recent.filter((kind) => kind === 'error').length;
    if (this.#recent.length >= FEWEST && errors >= ERROR_SHARE * this.#recent.length)
      return `${errors} of its last ${this.#recent.length} orders failed`;
    if (this.#row('partial') >= PARTIALS_IN_A_ROW) return `${PARTIALS_IN_A_ROW} orders in a row were filled in part`;
    if (this.#row('evaporated') >= EVAPORATIONS_IN_A_ROW)
      return `the book was gone ${EVAPORATIONS_IN_A_ROW} times in a row when the order came`;
    return null;
  }

  #row(kind: VenueEvent['kind']): number {
    const other = this.#recent.findLastIndex((one) => one !== kind);
    return this.#recent.length - 1 - other;
  }

  #open(reason: string, now: number, restMs: number): void {
    this.#state = 'open';
    this.#reason = reason;
    this.#restMs = Math.min(LONGEST_REST_MS, restMs);
    this.#until = now + this.#restMs;
    this.#recent = [];
  }

  #close(): void {
    this.#state = 'closed';
    this.#reason = '';
    this.#restMs = FIRST_REST_MS;
    this.#recent = [];
  }
}
