import { openAnthropic } from '@pm-arbitrage/adapters/llm/open-anthropic.js';
import { modelBeyond } from '@pm-arbitrage/core/journal/ports/edge-model.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { Advice, PairAdvice, ReviewPair } from './advice.js';
import { adviseOnPair } from './advise-on-pair.js';
import { BulkAdvice } from './bulk-advice.js';
import { type BudgetState, ModelBudget } from './model-budget.js';

/** The language model's place in matching: it is asked about pairs that the rules left for review. */
export interface Advisor {
  /** Asks now. Whatever goes wrong leaves the pair for a person. @throws when called off, or the database does. */
  advise(pair: ReviewPair, signal?: AbortSignal): Promise<Advice>;
  /** Asks within a day, at half the price. @returns pairs that are not asked about, with why. */
  submit(pairs: readonly ReviewPair[]): Promise<readonly PairAdvice[]>;
  /** Hands over what batches brought; see BulkAdvice. @returns how many pairs. */
  collect(take: (answers: readonly PairAdvice[]) => Promise<void>): Promise<number>;
  /** Pairs that were submitted, by whatever process, and not handed over yet. */
  underWay(): Promise<readonly ReviewPair[]>;
  /** Today's money. */
  budget(): Promise<BudgetState>;
  /** Notes that a day's money did not suffice at that time, Unix ms. @returns its state, the first time that day. */
  exhausted(at: number): Promise<BudgetState | null>;
}

/**
 * The advisor as the configuration wants it; null without a key: what would have gone to it goes to a person.
 * @param ends calls off whatever is under way.
 */
export async function openAdvisor(
  context: Pick<AgentContext, 'config' | 'clock' | 'random' | 'edge' | 'ids' | 'database' | 'log'>,
  ends?: AbortSignal,
): Promise<Advisor | null> {
  const { clock, database, edge, ids, log, random } = context;
  const { anthropicApiKey: apiKey, prices: table, dailyBudget, votes, maxOutputTokens, ...llm } = context.config.llm;
  const prices = table[llm.model];
  // The schema makes sure that the model has prices.
  if (apiKey === null || prices === undefined) return null;
  const model = await modelBeyond(edge, () =>
    openAnthropic({ ...llm, clock: edge.outside.clock, apiKey, prices, ...(ends ? { ends } : {}) }),
  );
  const budget = new ModelBudget({ database, clock, ids, limit: dailyBudget });
  const options = { model, budget, random, votes, maxTokens: maxOutputTokens };
  const bulk = new BulkAdvice({ ...options, database, clock, ids, log });
  return {
    async advise(pair, signal) {
      const advice = await adviseOnPair(pair, options, signal);
      const failed = advice.evidence.votes.find(({ answer }) => answer === null);
      // A wrong key or a withdrawn model would otherwise show only as many pairs for review.
      if (failed !== undefined) log.warn({ reason: failed.vote }, 'the language model gave no usable answer');
      return advice;
    },
    submit: (pairs) => bulk.submit(pairs),
    collect: (take) => bulk.collect(take),
    underWay: () => bulk.underWay(),
    budget: () => budget.state(),
    exhausted: (at) => budget.exhausted(at),
  };
}
