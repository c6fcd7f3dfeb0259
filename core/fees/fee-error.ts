import { CodedError } from '../errors/coded-error.js';

/** Thrown when a fee cannot be computed from what is known: an unknown category, or a date before the formula held. */
export class FeeError extends CodedError {}
