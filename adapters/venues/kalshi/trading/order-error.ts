import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when an order breaks a rule of Kalshi, so that it would be refused. Nothing was sent. */
export class KalshiOrderError extends CodedError {}
