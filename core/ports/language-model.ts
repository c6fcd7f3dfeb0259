import type { Usd } from '../money/money.js';

/** One question whose answer is JSON. */
export interface ModelQuestion {
  /** The fixed part, the same for many questions: the service keeps it in its cache. */
  readonly instructions: string;
  /** The part of this question. */
  readonly text: string;
  /** JSON schema of the answer. A service may break it all the same, so whoever asks checks what comes. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Most tokens of the answer, thinking included. */
  readonly maxTokens: number;
}

/** Tokens that were billed, each once. */
export interface TokenUsage {
  /** Read at full price: neither written to the cache nor read from it. */
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** Why an answer that came is of no use: no JSON, the model declined, or it ran out of tokens. */
export type UselessAnswer = 'malformed' | 'declined' | 'cut-off';

/** Why no answer came. `refused`: the request itself is at fault, and repeating it changes nothing. */
export type NoAnswer = 'overloaded' | 'rate-limited' | 'server-error' | 'refused' | 'silent' | 'aborted' | 'expired';

/** What became of a question. `cost` is what it cost, or at most may have cost where nobody said. */
export type ModelOutcome =
  | {
      readonly kind: 'answered';
      /** Parsed JSON of any shape. */
      readonly value: unknown;
      /** The model that answered, in the service's words. */
      readonly model: string;
      readonly usage: TokenUsage;
      readonly cost: Usd;
    }
  | {
      readonly kind: 'useless';
      readonly why: UselessAnswer;
      readonly message: string;
      readonly usage: TokenUsage | null;
      readonly cost: Usd;
    }
  | {
      readonly kind: 'failed';
      readonly why: NoAnswer;
      readonly message: string;
      readonly cost: Usd;
    };

/** A question of a batch. The id is ours: 1 to 64 letters, digits, `_` and `-`. */
export interface BatchQuestion {
  readonly id: string;
  readonly question: ModelQuestion;
}

/** What became of a submission. `in-doubt`: the service may have taken it, and will bill it then. */
export type Submission =
  | { readonly kind: 'accepted'; readonly batch: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'in-doubt'; readonly message: string };

/** A batch at the service. */
export interface BatchStatus {
  readonly batch: string;
  readonly state: 'working' | 'ended';
  /** Questions in it. */
  readonly size: number;
  /** By the service's clock, Unix ms. */
  readonly createdAt: number;
}

/**
 * A language model that answers in JSON. `ask` and `submit` never reject: what went wrong is in what they resolve to.
 * The others reject with a CodedError when the service does not answer after its repetitions.
 */
export interface LanguageModel {
  /** The model that is asked. */
  readonly model: string;
  /** Most that one `ask` can cost, every repetition included. */
  worstCost(question: ModelQuestion): Usd;
  /** Most that a batch of these can cost. */
  worstBatchCost(questions: readonly BatchQuestion[]): Usd;
  ask(question: ModelQuestion, signal?: AbortSignal): Promise<ModelOutcome>;
  /** Sent once and never repeated, because a repetition might be billed again. */
  submit(questions: readonly BatchQuestion[]): Promise<Submission>;
  status(batch: string): Promise<BatchStatus>;
  /** Batches of this account created since then, Unix ms by the service's clock; newest first. */
  batchesSince(since: number): Promise<readonly BatchStatus[]>;
  /** Outcomes of an ended batch by question id; can be read again. */
  collect(batch: string): Promise<ReadonlyMap<string, ModelOutcome>>;
}
