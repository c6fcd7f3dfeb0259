import { matchIdOf } from '@pm-arbitrage/agents/market-matcher/match-book.js';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { alerts, matchEvidence } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { isTrap, type ListedPair, listedPairs, pairOf } from '@pm-arbitrage/simulator/world/listed-pairs.js';
import type { World } from '@pm-arbitrage/simulator/world/world.js';
import { and, eq, gte, inArray } from 'drizzle-orm';
import { type CrossTrade, crossTrades } from './cross-trades.js';
import { judgedPairs } from './judged-pairs.js';
import { type LadderSummary, ladderSummary } from './ladder-summary.js';

/** Longer than any question of the world lives, world ms: what was matched before the run may trade in it. */
const LONGEST_LIFE_MS = 30 * 60_000;
/** What is listed already, and not trading yet, may be matched; world ms. */
const LISTED_AHEAD_MS = 10_000;

/** What became of the pairs that the simulated venues listed in a run. What the swarm cannot know comes from the world. */
export interface MatchingSummary {
  readonly twins: {
    readonly listed: number;
    /** Accepted at some time, whether or not they were suspended later. */
    readonly matched: number;
    /** Pairs that at least one trade was approved for. */
    readonly traded: number;
  };
  readonly traps: {
    readonly listed: number;
    readonly refused: number;
    /** Left to a person. */
    readonly review: number;
    /** Ruled out by their times or numbers before they were judged, or not noticed. */
    readonly unnoticed: number;
    readonly accepted: number;
    readonly traded: number;
    /** Fields for which traps were refused, most frequent first. */
    readonly refusedFor: Readonly<Record<string, number>>;
  };
  /** Pairs that are neither, which nobody should have taken for one question. */
  readonly strangers: { readonly accepted: number; readonly traded: number };
  readonly ladders: LadderSummary;
  readonly ruleChanges: {
    readonly made: number;
    readonly suspended: number;
    readonly alerted: number;
    /** Ms from the change to the suspension, of the slowest; null while there was none. */
    readonly slowestMs: number | null;
    /** Trades of those pairs requested before and after the suspension; where there was none, the change. */
    readonly tradesBefore: number;
    readonly tradesAfter: number;
  };
}

const idOf = ({ kalshi, polymarket }: ListedPair): string =>
  matchIdOf({ kalshi: marketId('kalshi', kalshi), polymarket: marketId('polymarket', polymarket) });

/** Compares what the database says with what the world knows. Times in Unix ms. */
export async function matchingSummary(
  queries: Queries,
  world: World,
  { from, to, mode }: { readonly from: number; readonly to: number; readonly mode: LedgerMode },
): Promise<MatchingSummary> {
  const known = listedPairs(world, from - LONGEST_LIFE_MS / world.speed, to + LISTED_AHEAD_MS / world.speed);
  const kinds = new Map(known.map((pair) => [idOf(pair), pair]));
  const listed = known.filter(({ openAt, closeAt }) => openAt < to && closeAt > from);
  const matches = await judgedPairs(queries, [...kinds.keys()], from);
  const crossings = await crossTrades(queries, mode, from);
  const traded = new Set(crossings.flatMap(({ pairs }) => pairs));
  const statusOf = (pair: ListedPair) => matches.get(idOf(pair))?.status ?? null;
  const count = (pairs: readonly ListedPair[], of: (pair: ListedPair) => boolean) => pairs.filter(of).length;
  const accepted = (pair: ListedPair) => isAccepted(statusOf(pair));
  const isTraded = (pair: ListedPair) => traded.has(idOf(pair));
  const twins = listed.filter((pair) => !isTrap(pair));
  const traps = listed.filter(isTrap);
  return {
    twins: { listed: twins.length, matched: count(twins, accepted), traded: count(twins, isTraded) },
    traps: {
      listed: traps.length,
      refused: count(traps, (pair) => statusOf(pair) === 'refused'),
      review: count(traps, (pair) => statusOf(pair) === 'review'),
      unnoticed: count(traps, (pair) => statusOf(pair) === null),
      accepted: count(traps, accepted),
      traded: count(traps, isTraded),
      refusedFor: await refusalsOf(
        queries,
        traps.map(idOf).filter((id) => matches.get(id)?.status === 'refused'),
      ),
    },
    strangers: {
      accepted: [...matches.values()].filter(({ id, status }) => isAccepted(status) && !kinds.has(id)).length,
      traded: [...traded].filter((id) => !kinds.has(id)).length,
    },
    ladders: await ladderSummary(queries, world, { from, to, mode }),
    ruleChanges: await ruleChangesOf(queries, world, { from, to, matches, crossings }),
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const isAccepted = (status: Match['status'] | null): boolean => status === 'active' || status === 'suspended';

/** How many of these pairs were refused for which field, by the last word on each. */
async function refusalsOf(queries: Queries, ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const rows =
    ids.length === 0
      ? []
      : await queries
          .select()
          .from(matchEvidence)
          .where(inArray(matchEvidence.match, [...ids]));
  const last = new Map<string, string>();
  for (const { match, evidence } of rows.sort((one, other) => one.at - other.at))
    last.set(match, evidence.verdict.field ?? 'unknown');
  const counts = new Map<string, number>();
  for (const field of last.values()) counts.set(field, (counts.get(field) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

async function ruleChangesOf(
  queries: Queries,
  world: World,
  run: {
    readonly from: number;
    readonly to: number;
    readonly matches: ReadonlyMap<string, Match>;
    readonly crossings: readonly CrossTrade[];
  },
): Promise<MatchingSummary['ruleChanges']> {
  const made = world.ruleChanges.flatMap(({ lane, index, at }) => {
    const question = world.question(lane, index);
    const changedAt = world.wallTime(at);
    return question && changedAt >= run.from && changedAt <= run.to
      ? [{ id: idOf(pairOf(world, question)), changedAt }]
      : [];
  });
  const seen = made.map(({ id, changedAt }) => {
    const match = run.matches.get(id);
    return { id, changedAt, suspendedAt: match?.suspension === 'rules-changed' ? match.updatedAt : null };
  });
  const suspended = seen.filter(({ suspendedAt }) => suspendedAt !== null);
  const alerted = await queries
    .select({ key: alerts.dedupeKey })
    .from(alerts)
    .where(and(eq(alerts.kind, 'match.suspended'), gte(alerts.at, run.from)));
  const keys = new Set(alerted.map(({ key }) => key));
  const tradesOf = (isMeant: (requestedAt: number, moment: number) => boolean) =>
    sumOf(
      seen.map(({ id, changedAt, suspendedAt }) => {
        const of = run.crossings.filter(({ pairs }) => pairs.includes(id));
        return of.filter(({ requestedAt }) => isMeant(requestedAt, suspendedAt ?? changedAt)).length;
      }),
    );
  return {
    made: made.length,
    suspended: suspended.length,
    alerted: suspended.filter(({ id }) => keys.has(id)).length,
    slowestMs:
      suspended.length === 0
        ? null
        : Math.max(...suspended.map(({ changedAt, suspendedAt }) => (suspendedAt ?? 0) - changedAt)),
    tradesBefore: tradesOf((requestedAt, moment) => requestedAt <= moment),
    tradesAfter: tradesOf((requestedAt, moment) => requestedAt > moment),
  };
}
