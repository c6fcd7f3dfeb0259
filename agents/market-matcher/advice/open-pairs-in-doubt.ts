import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { openAdvisor } from './open-advisor.js';
import { type DoubtOptions, PairsInDoubt } from './pairs-in-doubt.js';

/** The way of pairs in doubt to the language model, as the configuration wants it; null without a key. */
export async function openPairsInDoubt(
  context: AgentContext,
  from: Pick<DoubtOptions, 'known' | 'isSearching' | 'stateOf' | 'decide'>,
): Promise<PairsInDoubt | null> {
  const { alert, clock, config, log } = context;
  const ends = new AbortController();
  const advisor = await openAdvisor(context, ends.signal);
  if (advisor === null) {
    log.info('no ANTHROPIC_API_KEY: pairs in doubt go to review');
    return null;
  }
  const doubts = new PairsInDoubt({
    ...from,
    advisor,
    clock,
    log,
    ends,
    onExhausted: ({ day, limit, committed }) =>
      alert({
        tier: 'important',
        kind: 'llm.budget',
        title: `The language model's budget of ${day} is used up`,
        body: `${dollars(committed)} of ${dollars(limit)} are spent or reserved. Until midnight UTC pairs in doubt go to review; llm.dailyBudget is the limit.`,
        dedupeKey: `llm.budget:${day}`,
      }),
  });
  await doubts.start();
  log.info(
    { model: config.llm.model, dailyBudget: formatUsd(config.llm.dailyBudget) },
    'pairs in doubt go to the model',
  );
  return doubts;
}
