import type Anthropic from '@anthropic-ai/sdk';
import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages/batches.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { sumUsd, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type {
  BatchQuestion,
  BatchStatus,
  LanguageModel,
  ModelOutcome,
  ModelQuestion,
  Submission,
} from '@pm-arbitrage/core/ports/language-model.js';
import { Attempts, neverSent } from './attempts.js';
import { batchOutcome } from './batch-outcome.js';
import { messageCost, type ModelPrices } from './message-cost.js';
import { type Effort, messageParams } from './message-params.js';
import { ModelUnavailableError } from './model-unavailable-error.js';
import { readFailure } from './read-failure.js';
import { readMessage } from './read-message.js';
import { worstUsage } from './worst-usage.js';

export interface AnthropicOptions {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly effort: Effort | null;
  readonly prices: ModelPrices;
  /** Share of the prices that a batch costs. */
  readonly batchShare: number;
  /** Patience for one attempt, ms. */
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** Calls off whatever is under way, and whatever is asked after. */
  readonly ends?: AbortSignal;
}

/** Longest pauses between attempts that are waited out, ms each: a service that names longer ones is not waited for. */
const PAUSE_MS = 30_000;

/**
 * Claude through the official client, which repeats on 408, 409, 429, 5xx and silence, with backoff or the pause that the
 * service names. Batches are submitted once.
 */
export class AnthropicModel implements LanguageModel {
  readonly model: string;
  readonly #client: Anthropic;
  readonly #options: AnthropicOptions;

  constructor(client: Anthropic, options: AnthropicOptions) {
    this.#client = client;
    this.#options = options;
    this.model = options.model;
  }

  worstCost(question: ModelQuestion): Usd {
    return usd(this.#worst(question) * (1 + this.#options.maxRetries));
  }

  worstBatchCost(questions: readonly BatchQuestion[]): Usd {
    return sumUsd(questions.map(({ question }) => this.#worst(question, this.#options.batchShare)));
  }

  async ask(question: ModelQuestion, signal?: AbortSignal): Promise<ModelOutcome> {
    const { clock, prices, effort, timeoutMs, maxRetries, ends } = this.#options;
    const worst = this.#worst(question);
    const attempts = new Attempts();
    const late = new AbortController();
    // The client's own time-out ends with the headers, and it obeys any pause that the service asks for.
    const cancel = clock.after(timeoutMs + (timeoutMs + PAUSE_MS) * maxRetries, () => late.abort());
    const mayHaveCost = (served: boolean) => usd(worst * (attempts.silent + (served ? 1 : 0)));
    try {
      const message = await this.#client.messages.create(messageParams(question, this.model, effort), {
        signal: AbortSignal.any([late.signal, ...(signal ? [signal] : []), ...(ends ? [ends] : [])]),
        middleware: [attempts.middleware],
      });
      const outcome = readMessage(message, { of: (usage) => messageCost(usage, prices), worst });
      return { ...outcome, cost: usd(outcome.cost + mayHaveCost(false)) };
    } catch (error) {
      const cost = mayHaveCost(attempts.served);
      const { why, message } = readFailure(error, this.#options.apiKey);
      if (signal?.aborted || ends?.aborted)
        return { kind: 'failed', why: 'aborted', message: 'it was called off', cost };
      if (late.signal.aborted) return { kind: 'failed', why: 'silent', message: 'no answer in all the time', cost };
      if (attempts.served) return { kind: 'useless', why: 'malformed', message, usage: null, cost };
      return { kind: 'failed', why, message, cost };
    } finally {
      cancel();
    }
  }

  async submit(questions: readonly BatchQuestion[]): Promise<Submission> {
    const { effort } = this.#options;
    const requests = questions.map(({ id, question }) => ({
      custom_id: id,
      params: messageParams(question, this.model, effort),
    }));
    try {
      const { id } = await this.#client.messages.batches.create({ requests }, { ...this.#calledOff(), maxRetries: 0 });
      return typeof id === 'string' && id !== ''
        ? { kind: 'accepted', batch: id }
        : { kind: 'in-doubt', message: 'the answer names no batch' };
    } catch (error) {
      const { why, message } = readFailure(error, this.#options.apiKey);
      const refused = why === 'refused' || why === 'rate-limited' || why === 'overloaded' || neverSent(error);
      return { kind: refused ? 'refused' : 'in-doubt', message };
    }
  }

  async status(batch: string): Promise<BatchStatus> {
    try {
      return statusOf(await this.#client.messages.batches.retrieve(batch, {}, this.#calledOff()));
    } catch (error) {
      throw new ModelUnavailableError(`Batch ${batch} cannot be looked up`, error);
    }
  }

  async batchesSince(since: number): Promise<readonly BatchStatus[]> {
    const found: BatchStatus[] = [];
    try {
      for await (const batch of this.#client.messages.batches.list({ limit: 100 }, this.#calledOff())) {
        const status = statusOf(batch);
        if (status.createdAt < since) break;
        found.push(status);
      }
      return found;
    } catch (error) {
      throw new ModelUnavailableError('The batches cannot be listed', error);
    }
  }

  async collect(batch: string): Promise<ReadonlyMap<string, ModelOutcome>> {
    const { prices, batchShare } = this.#options;
    const outcomes = new Map<string, ModelOutcome>();
    try {
      for await (const line of await this.#client.messages.batches.results(batch, {}, this.#calledOff()))
        outcomes.set(
          line.custom_id,
          batchOutcome(line.result, (usage) => messageCost(usage, prices, batchShare)),
        );
      return outcomes;
    } catch (error) {
      throw new ModelUnavailableError(`The results of batch ${batch} cannot be read`, error);
    }
  }

  #calledOff(): { readonly signal?: AbortSignal } {
    const { ends } = this.#options;
    return ends ? { signal: ends } : {};
  }

  #worst(question: ModelQuestion, share = 1): Usd {
    const { prices } = this.#options;
    return messageCost(worstUsage(question, prices), prices, share);
  }
}

function statusOf(batch: MessageBatch): BatchStatus {
  const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
  return {
    batch: batch.id,
    state: batch.processing_status === 'ended' ? 'ended' : 'working',
    size: processing + succeeded + errored + canceled + expired,
    createdAt: Date.parse(batch.created_at),
  };
}
