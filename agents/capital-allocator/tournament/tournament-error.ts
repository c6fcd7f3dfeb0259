import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when a history or a rule of the tournament cannot be meant so. */
export class TournamentError extends CodedError {}
