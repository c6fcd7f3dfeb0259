import type { PromptBlock } from './read-request.js';

/** Prompt tokens, each billed in one of three ways. */
export interface PromptTokens {
  readonly input: number;
  readonly written: number;
  readonly read: number;
}

/** Shorter prefixes are not cached: the minimum of the models of autumn 2026. */
const MINIMUM_TOKENS = 512;

/** About what a tokenizer makes of English; only its order of magnitude is meant. */
export const countTokens = (text: string): number => Math.ceil(text.length / 3.5);

/** Prefixes that were sent before, by model. Entries live five minutes from their last use. */
export class PromptCache {
  readonly #now: () => number;
  readonly #until = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Bills a prompt and keeps its marked prefix. */
  bill(model: string, blocks: readonly PromptBlock[]): PromptTokens {
    const end = blocks.findLastIndex(({ cached }) => cached);
    const prefix = blocks.slice(0, end + 1);
    const total = blocks.reduce((sum, { text }) => sum + countTokens(text), 0);
    const marked = prefix.reduce((sum, { text }) => sum + countTokens(text), 0);
    if (marked < MINIMUM_TOKENS) return { input: total, written: 0, read: 0 };
    const key = JSON.stringify([model, prefix.map(({ text }) => text)]);
    const hit = (this.#until.get(key) ?? 0) > this.#now();
    this.#until.set(key, this.#now() + 300_000);
    return { input: total - marked, written: hit ? 0 : marked, read: hit ? marked : 0 };
  }
}
