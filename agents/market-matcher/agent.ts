import { readFile } from 'node:fs/promises';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { marketMatches } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { MatchBook } from './match-book.js';
import { parseReviewedPairs } from './reviewed-matches.js';

const READ_MS = 500;

/** Says which markets of the two venues are the same question: for now, those that a person reviewed. */
export const marketMatcher: AgentDefinition = {
  name: 'market-matcher',
  reads: ['venue.{platform}.markets'],
  writes: ['matched.markets'],

  async setup(context) {
    const { bus, clock, config, log, name, outbox } = context;
    const book = new MatchBook();
    const file = config.trading.matchesFile;
    let lastText = '';
    let turn: Promise<void> = Promise.resolve();

    const report = async (changed: readonly Match[]) => {
      if (changed.length === 0) return;
      await outbox.commit(async (queries, emit) => {
        for (const match of changed) {
          const { id, kalshi, polymarket, status, confidence, updatedAt } = match;
          const row = { id, kalshi, polymarket, status, confidence, match, updatedAt };
          await queries.insert(marketMatches).values(row).onConflictDoUpdate({ target: marketMatches.id, set: row });
          emit(channels.matchedMarkets, match);
        }
      });
      for (const match of changed) {
        if (match.status !== 'suspended') continue;
        context.alert({
          tier: 'important',
          kind: 'match.suspended',
          title: `Match suspended: ${match.id}`,
          body: match.reason,
          dedupeKey: match.id,
        });
      }
    };
    const readFileAgain = async () => {
      if (file === null) return;
      try {
        const text = await readFile(file, 'utf8');
        if (text === lastText) return;
        await report(book.reviewFile(parseReviewedPairs(text), clock.now()));
        lastText = text;
      } catch (error) {
        log.warn({ file, error: messageOf(error) }, 'reviewed matches not read');
      }
    };
    const next = (work: () => Promise<void>): Promise<void> => {
      turn = turn.then(work, work);
      return turn;
    };

    book.remember(
      (await context.database.queries.select({ match: marketMatches.match }).from(marketMatches)).map(
        ({ match }) => match,
      ),
    );
    for (const market of (await MarketDirectory.load(context.database, clock.now())).all())
      book.market(market, clock.now());
    const subscriptions = await Promise.all(
      platforms.map((platform) =>
        bus.consume(channels.markets(platform), { group: name, consumer: name }, (market) =>
          next(() => report(book.market(market, clock.now()))),
        ),
      ),
    );
    await next(readFileAgain);
    const cancel = clock.every(READ_MS, () => void next(readFileAgain));

    return {
      details: () => ({ matches: book.size }),
      async stop() {
        cancel();
        for (const subscription of subscriptions) await subscription.close();
        await turn.catch(() => undefined);
      },
    };
  },
};
