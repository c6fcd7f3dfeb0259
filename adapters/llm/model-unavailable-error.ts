import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when the service does not tell how a batch is doing; the batch is asked about again later. */
export class ModelUnavailableError extends CodedError {
  constructor(what: string, cause: unknown) {
    super('llm.unavailable', `${what}: ${messageOf(cause)}; it is tried again later`, {}, { cause });
  }
}
