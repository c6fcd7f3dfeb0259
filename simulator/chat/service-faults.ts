/** What a chat service does instead of answering. */
export type ServiceFault =
  /** Too many requests; the service asks to wait so long. */
  | { readonly kind: 'limit'; readonly retryAfterS: number }
  | { readonly kind: 'status'; readonly status: number }
  /** The connection breaks before anything was taken. */
  | { readonly kind: 'cut' }
  /** Nothing comes back, and nothing was taken. */
  | { readonly kind: 'silence' }
  /** It is taken, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' };

/** Faults in the order in which they strike: each one request, the standing one every request until it is lifted. */
export class ServiceFaults {
  readonly #next: ServiceFault[] = [];
  #standing: ServiceFault | null = null;

  next(...faults: readonly ServiceFault[]): void {
    this.#next.push(...faults);
  }

  /** Null lifts it. */
  stand(fault: ServiceFault | null): void {
    this.#standing = fault;
  }

  take(): ServiceFault | null {
    return this.#next.shift() ?? this.#standing;
  }
}
