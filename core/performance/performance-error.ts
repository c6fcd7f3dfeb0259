import { CodedError } from '../errors/coded-error.js';

/** Thrown when a measure is asked of numbers for which it has no meaning. */
export class PerformanceError extends CodedError {}
