import { openAnthropic } from '@pm-arbitrage/adapters/llm/open-anthropic.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { watchedSymbols } from '@pm-arbitrage/core/config/watched-symbols.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { shareOfUsd } from '@pm-arbitrage/core/money/money.js';
import type { AgentContext, AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { ModelBudget } from '../market-matcher/advice/model-budget.js';
import { NewsReader } from './news-reader.js';
import type { ReadingOptions } from './read-story.js';

const LOOK_MS = 5_000;
const MILLION = 1_000_000;

/** Lets the language model read headlines that may decide a market, and says what two independent sources agree on. */
export const newsReader: AgentDefinition = {
  name: 'news-reader',
  reads: ['venue.{platform}.markets', 'oracle.{type}.{symbol}'],
  writes: ['news.rulings'],

  async setup(context) {
    const { bus, clock, config, database, log, name } = context;
    const ends = new AbortController();
    const options = await openReading(context, ends.signal);
    if (options === null) log.warn('headlines are counted and not read: set ANTHROPIC_API_KEY');
    const reader = new NewsReader(context, options, ends);

    for (const market of (await MarketDirectory.load(database, clock.now())).all()) reader.market(market);
    await reader.recall();
    const topics = watchedSymbols(config.oracles, 'news').map((topic) => channels.oracle('news', topic));
    const consume = { group: name, consumer: name };
    const subscriptions = [
      ...(topics.length === 0 ? [] : [await bus.follow(topics, (tick) => reader.tick(tick))]),
      ...(await Promise.all(
        platforms.map((platform) =>
          bus.consume(channels.markets(platform), consume, async (market) => reader.market(market)),
        ),
      )),
    ];
    const cancel = clock.every(LOOK_MS, () => reader.look());

    return {
      details: () => reader.details,
      async stop() {
        cancel();
        for (const subscription of subscriptions) await subscription.close();
        await reader.stop();
      },
    };
  },
};

/** Null without a key. News may spend the day's money up to a share of it; the rest is left to matching. */
async function openReading(context: AgentContext, ends: AbortSignal): Promise<ReadingOptions | null> {
  const { clock, database, ids, random } = context;
  const {
    anthropicApiKey: apiKey,
    prices: table,
    dailyBudget,
    newsShare,
    maxOutputTokens,
    ...llm
  } = context.config.llm;
  const prices = table[llm.model];
  // The schema makes sure that the model has prices.
  if (apiKey === null || prices === undefined) return null;
  const model = await openAnthropic({ ...llm, clock, apiKey, prices, ends });
  const limit = shareOfUsd(dailyBudget, Math.round(newsShare * MILLION), MILLION, 'down');
  const budget = new ModelBudget({ database, clock, ids, limit });
  return { model, budget, random, maxTokens: maxOutputTokens };
}
