import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Advice, ReviewPair, VoteRecord } from './advice.js';
import type { ModelBudget } from './model-budget.js';
import { type Asked, claimsSame, PairBrief } from './pair-brief.js';
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
  let decoy: VoteRecord | null = null;
  /** Null: the day's money does not cover it. */
  const put = async ({ question, ballot }: Asked): Promise<VoteRecord | null> => {
    const purpose = `${pair.first.platform}:${pair.first.id} ${pair.second.platform}:${pair.second.id}`;
    const reserved = await budget.reserve({ model: model.model, purpose, worst: model.worstCost(question) });
    if (reserved === null) return null;
    const outcome = await model.ask(question, signal);
    await budget.settle(reserved, outcome.cost);
    signal?.throwIfAborted();
    return brief.record(ballot, outcome);
  };
  const brokeUp = () => {
    const why = `The language model's budget of today is used up. ${pair.verdict.reason}`;
    return brief.adviceOf(model.model, review(pair.verdict, null, why), { votes, decoy, asked: 'no-money' });
  };
  const decided = () =>
    isDecided(
      votes.map(({ vote }) => vote),
      options.votes,
    );
  while (!decided()) {
    const vote = await put(brief.question(votes.length, random, maxTokens));
    if (vote === null) return brokeUp();
    votes.push(vote);
    if (decoy !== null || claimsSame(vote.answer) !== true) continue;
    // Whoever says "the same" is shown the pair with a difference put in: a text that talked it into one talks it into both.
    const doubt = brief.decoyQuestion(random, maxTokens);
    if (doubt === null) continue;
    decoy = await put(doubt);
    if (decoy === null) return brokeUp();
    if (claimsSame(decoy.answer) === true) break;
  }
  return brief.advice(model.model, votes, options.votes, decoy);
}
