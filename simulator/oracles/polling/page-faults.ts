/** An answer that is given instead of the right one. */
export interface FalseAnswer {
  readonly status: number;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Break = 'cut' | 'hang' | 'garble' | 'oversize' | 'halve';

/** What can be made to go wrong with a server of pages. Counts are of requests. */
export class PageFaults {
  /** By how much the server's clock is ahead, ms. */
  skewMs = 0;
  /** The world as it was at this time is told again and again, Unix ms; null: as it is. */
  frozenAt: number | null = null;
  /** Where every request is sent on to; null: answered here. */
  redirectTo: string | null = null;
  readonly #answers: FalseAnswer[] = [];
  readonly #breaks: Break[] = [];

  /** The next `count` requests are answered so. */
  answer(answer: FalseAnswer, count = 1): void {
    for (let left = count; left > 0; left--) this.#answers.push(answer);
  }

  /** The next `count` answers: the connection cut; nothing said; no sense; megabytes; only the first half. */
  break(how: Break, count = 1): void {
    for (let left = count; left > 0; left--) this.#breaks.push(how);
  }

  takeAnswer(): FalseAnswer | null {
    return this.#answers.shift() ?? null;
  }

  takeBreak(): Break | null {
    return this.#breaks.shift() ?? null;
  }
}
