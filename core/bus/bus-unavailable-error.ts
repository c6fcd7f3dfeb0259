import { CodedError } from '../errors/coded-error.js';

/**
 * The bus did not confirm that it holds a durable message. The message may still be there (the acknowledgement can be
 * what got lost), so publish it again with the same id: handlers are idempotent by it.
 */
export class BusUnavailableError extends CodedError {
  constructor(reason: string, data: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super('bus.unavailable', `The bus is unavailable: ${reason}`, data, { cause });
  }
}
