import { CodedError } from '../errors/coded-error.js';

/** Thrown when a secret cannot be sealed, opened or named. Nothing of it holds a secret or a key. */
export class SecretError extends CodedError {}
