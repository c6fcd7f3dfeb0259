import { BusUnavailableError } from '../bus/bus-unavailable-error.js';
import { CodedError } from '../errors/coded-error.js';
import { HotStateUnavailableError } from '../hot-state/hot-state.js';

/** An error as plain data. */
export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
}

export function recordError(error: unknown): RecordedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, message: error.message, code };
}

/** Classes by which agents tell errors of the outside apart. */
const classes: Readonly<Record<string, { readonly prototype: Error }>> = {
  BusUnavailableError,
  HotStateUnavailableError,
  CodedError,
};

/** The error again: its message, its code and, where agents ask for it, its class. */
export function restoreError({ name, message, code }: RecordedError): Error {
  const error = code === null ? new Error(message) : new CodedError(code, message);
  const known = classes[name];
  if (known) Object.setPrototypeOf(error, known.prototype);
  error.name = name;
  return error;
}
