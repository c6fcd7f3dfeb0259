import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when the server refused or could not be reached; the message is for the person at the page. */
export class ApiError extends CodedError {
  /** HTTP status; 0: no answer. */
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(code, message, { status });
    this.status = status;
  }
}
