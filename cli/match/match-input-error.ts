import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when a file given to a match command cannot be used; says which and what to give instead. */
export class MatchInputError extends CodedError {}
