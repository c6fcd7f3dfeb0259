import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when data cannot be backtested on; says what was found and what would do. */
export class BacktestDataError extends CodedError {}
