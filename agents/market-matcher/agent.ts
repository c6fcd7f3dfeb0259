import { readFile } from 'node:fs/promises';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { loadLadders } from '@pm-arbitrage/core/db/load-ladders.js';
import { loadMatches } from '@pm-arbitrage/core/db/load-matches.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { mulDiv, PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import { settledByOthers } from '@pm-arbitrage/core/queries/evidence-queries.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { KnownAdvice } from './advice/known-advice.js';
import { openPairsInDoubt } from './advice/open-pairs-in-doubt.js';
import type { PairsInDoubt } from './advice/pairs-in-doubt.js';
import { JUDGED_BY_RULES, MatchBook } from './match-book.js';
import { MarketSearch } from './market-search.js';
import { MatcherGauges } from './matcher-gauges.js';
import { MatchReports } from './match-reports.js';
import type { Judged } from './pair-judge.js';
import { PriceSentinel } from './price-sentinel.js';
import { ReviewInbox } from './review-inbox.js';
import { parseReviewedPairs } from './reviewed-matches.js';
import { LadderReports } from './structure/ladder-reports.js';

const READ_MS = 500;
/** A whole listing waits in line; in between, everything else has its turn. */
const WORK_EVERY_MS = 50;
const WORK_FOR_MS = 20;
const PPM = 1_000_000;

/** Says which markets of the two venues are the same question, which read one variable, and whether that still holds. */
export const marketMatcher: AgentDefinition = {
  name: 'market-matcher',
  reads: ['venue.{platform}.prices', 'venue.{platform}.markets'],
  writes: ['matched.markets', 'market.ladders'],

  async setup(context) {
    const { bus, clock, config, database, edge, log, name } = context;
    const book = new MatchBook();
    const gauges = new MatcherGauges(context.metrics);
    const reports = new MatchReports(context);
    const storedLadders = await loadLadders(database.queries);
    const ladderReports = new LadderReports(context, storedLadders);
    const inbox = new ReviewInbox(database.queries);
    const { apart, apartMs } = config.matching;
    const gap = price(mulDiv(PRICE_SCALE, Math.round(apart * PPM), PPM, 'down'));
    const sentinel = new PriceSentinel({ gap, holdMs: apartMs });
    const file = config.trading.matchesFile;
    const known = new KnownAdvice(await settledByOthers(database.queries, JUDGED_BY_RULES));
    const search = new MarketSearch({ book, known, ladders: storedLadders });
    let doubts: PairsInDoubt | null = null;
    let lastText = '';
    let turn: Promise<void> = Promise.resolve();

    const report = async ({ changed, decisions }: Judged) => {
      for (const match of changed) sentinel.match(match);
      await reports.report(changed, decisions);
    };
    const reportChanged = (changed: readonly Match[]) => report({ changed, decisions: [] });
    const readReviews = async () => {
      const now = clock.now();
      for (const review of await inbox.unread()) await reportChanged(book.review(review, now));
    };
    const readFileAgain = async () => {
      if (file === null) return;
      try {
        const text = await edge.ask('read file', file, () => readFile(file, 'utf8'));
        if (text === lastText) return;
        await reportChanged(book.reviewFile(parseReviewedPairs(text), clock.now()));
        lastText = text;
      } catch (error) {
        log.warn({ file, error: messageOf(error) }, 'reviewed matches not read');
      }
    };
    const lookAround = async () => {
      await readReviews();
      await readFileAgain();
      await ladderReports.report([]);
      const now = clock.now();
      await reportChanged(sentinel.lasting(now).flatMap(({ id, reason }) => book.apart(id, reason, now)));
    };
    const take = async (market: Market) => {
      search.take(market);
      await reportChanged(book.market(market, clock.now()));
    };
    const work = async () => {
      const until = clock.monotonic() + WORK_FOR_MS;
      while (clock.monotonic() < until) {
        const found = search.step(clock.now());
        if (found === null) return;
        for (const pair of found.inDoubt) doubts?.put(pair);
        await report(found);
        await ladderReports.report(found.ladders);
      }
    };
    const next = (work: () => Promise<void>): Promise<void> => {
      turn = turn.then(work, work);
      return turn;
    };

    const stored = await loadMatches(database.queries);
    book.remember(stored, known.models);
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
    doubts = await openPairsInDoubt(context, {
      known,
      isSearching: () => search.isPairing,
      stateOf: (pair, prints) => search.stateOf(pair, prints),
      decide: (answers) => next(() => report(search.answered(answers, clock.now()))),
    });
    const cancel = clock.every(READ_MS, () => {
      next(lookAround).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'reviews not read'));
    });
    const cancelWork = clock.every(WORK_EVERY_MS, () => {
      if (search.waiting === 0) return;
      next(work).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'matches not reported'));
    });

    return {
      measure: () => gauges.show({ matches: book.size, waiting: search.waiting, budget: doubts?.budget ?? null }),
      details: () => ({
        matches: book.size,
        ladders: search.ladderCount,
        waiting: search.waiting,
        ...(doubts?.details() ?? { model: 'off' }),
      }),
      async stop() {
        cancel();
        cancelWork();
        for (const subscription of subscriptions) await subscription.close();
        await doubts?.stop();
        await turn.catch(() => undefined);
      },
    };
  },
};
