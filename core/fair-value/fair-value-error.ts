import { CodedError } from '../errors/coded-error.js';

/** Thrown when an input of a model lies outside its domain; the market is then not to be priced. */
export class FairValueError extends CodedError {}
