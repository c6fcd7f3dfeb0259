import { readFile } from 'node:fs/promises';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { loadMatches } from '@pm-arbitrage/core/db/load-matches.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { mulDiv, PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { MatchBook } from './match-book.js';
import { MatchReports } from './match-reports.js';
import { PairFinder } from './pair-finder.js';
import { PriceSentinel } from './price-sentinel.js';
import { ReviewInbox } from './review-inbox.js';
import { parseReviewedPairs } from './reviewed-matches.js';

const READ_MS = 500;
/** A whole listing waits in line; in between, everything else has its turn. */
const FIND_EVERY_MS = 50;
const FIND_FOR_MS = 20;
const PPM = 1_000_000;

/** Says which markets of the two venues are the same question, and whether that still holds. */
export const marketMatcher: AgentDefinition = {
  name: 'market-matcher',
  reads: ['venue.{platform}.prices', 'venue.{platform}.markets'],
  writes: ['matched.markets'],

  async setup(context) {
    const { bus, clock, config, database, log, name } = context;
    const book = new MatchBook();
    const reports = new MatchReports(context);
    const finder = new PairFinder();
    const inbox = new ReviewInbox(database.queries);
    const { apart, apartMs } = config.matching;
    const gap = price(mulDiv(PRICE_SCALE, Math.round(apart * PPM), PPM, 'down'));
    const sentinel = new PriceSentinel({ gap, holdMs: apartMs });
    const file = config.trading.matchesFile;
    let lastText = '';
    let turn: Promise<void> = Promise.resolve();

    const report = async (changed: readonly Match[]) => {
      for (const match of changed) sentinel.match(match);
      await reports.report(changed);
    };
    const readReviews = async () => {
      const now = clock.now();
      for (const review of await inbox.unread()) await report(book.review(review, now));
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
    const lookAround = async () => {
      await readReviews();
      await readFileAgain();
      const now = clock.now();
      await report(sentinel.lasting(now).flatMap(({ id, reason }) => book.apart(id, reason, now)));
    };
    const take = async (market: Market) => {
      finder.take(market);
      await report(book.market(market, clock.now()));
    };
    const findPairs = async () => {
      const until = clock.monotonic() + FIND_FOR_MS;
      while (clock.monotonic() < until) {
        const now = clock.now();
        const found = finder.next(now);
        if (found === null) return;
        await report(found.flatMap(({ key, judgement }) => book.judge(key, judgement, now)));
      }
    };
    const next = (work: () => Promise<void>): Promise<void> => {
      turn = turn.then(work, work);
      return turn;
    };

    const stored = await loadMatches(database.queries);
    book.remember(stored);
    for (const match of stored) sentinel.match(match);
    // What persons said comes first: who would judge without it would undo it.
    await next(readReviews);
    for (const market of (await MarketDirectory.load(database, clock.now())).all()) await next(() => take(market));
    const subscriptions = [
      await bus.follow(platforms.map(channels.prices), (update) => sentinel.price(update, clock.now())),
      ...(await Promise.all(
        platforms.map((platform) =>
          bus.consume(channels.markets(platform), { group: name, consumer: name }, (market) =>
            next(() => take(market)),
          ),
        ),
      )),
    ];
    await next(lookAround);
    const cancel = clock.every(READ_MS, () => {
      next(lookAround).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'reviews not read'));
    });
    const cancelFinding = clock.every(FIND_EVERY_MS, () => {
      if (finder.waiting === 0) return;
      next(findPairs).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'matches not reported'));
    });

    return {
      details: () => ({ matches: book.size, waiting: finder.waiting }),
      async stop() {
        cancel();
        cancelFinding();
        for (const subscription of subscriptions) await subscription.close();
        await turn.catch(() => undefined);
      },
    };
  },
};
