import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Advice, ReviewPair, VoteRecord } from './advice.js';
import type { ModelBudget } from './model-budget.js';
import { PairBrief } from './pair-brief.js';
import { isDecided, review } from './tally-votes.js';

export interface AdviceOptions {
  readonly model: LanguageModel;
  readonly budget: ModelBudget;
  readonly random: Random;
  /** Independent answers that must agree before a pair is accepted. */
  readonly votes: number;
  readonly maxTokens: number;
}

/**
 * Asks the model about a pair that the rules left for review, vote by vote, until the outcome is settled. Whatever goes
 * wrong (no money, no answer, an answer of no use, votes that disagree) leaves the pair for a person.
 * @throws the signal's reason when it aborts, and what the database throws; money that may have been spent stays counted.
 */
export async function adviseOnPair(pair: ReviewPair, options: AdviceOptions, signal?: AbortSignal): Promise<Advice> {
  const { model, budget, random, maxTokens } = options;
  const brief = new PairBrief(pair);
  const beforehand = brief.beforehand();
  if (beforehand !== null) return brief.adviceOf(model.model, beforehand);
  const votes: VoteRecord[] = [];
  while (
    !isDecided(
      votes.map(({ vote }) => vote),
      options.votes,
    )
  ) {
    const { question, ballot } = brief.question(votes.length, random, maxTokens);
    const purpose = `${pair.first.platform}:${pair.first.id} ${pair.second.platform}:${pair.second.id}`;
    const reserved = await budget.reserve({ model: model.model, purpose, worst: model.worstCost(question) });
    if (reserved === null) {
      const verdict = review(
        pair.verdict,
        null,
        `The language model's budget of today is used up. ${pair.verdict.reason}`,
      );
      return brief.adviceOf(model.model, verdict, votes);
    }
    const outcome = await model.ask(question, signal);
    await budget.settle(reserved, outcome.cost);
    signal?.throwIfAborted();
    votes.push(brief.record(ballot, outcome));
  }
  return brief.advice(model.model, votes, options.votes);
}
