import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';

/** The process dies here. */
export class Death extends Error {}

/** A model whose process dies while it submits: before the request leaves, or before its answer is written down. */
export function dyingModel(model: LanguageModel, when: 'before sending' | 'after sending'): LanguageModel {
  return {
    model: model.model,
    worstCost: (question) => model.worstCost(question),
    worstBatchCost: (questions) => model.worstBatchCost(questions),
    ask: (question, signal) => model.ask(question, signal),
    async submit(questions) {
      if (when === 'after sending') await model.submit(questions);
      throw new Death();
    },
    status: (batch) => model.status(batch),
    batchesSince: (since) => model.batchesSince(since),
    collect: (batch) => model.collect(batch),
  };
}
