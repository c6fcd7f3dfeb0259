import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown to refuse a request; the message is shown to whoever sent it. */
export class Problem extends CodedError {
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(code, message);
    this.status = status;
  }
}

export const notFound = (what: string): Problem => new Problem(404, 'unknown', `There is no ${what}`);
