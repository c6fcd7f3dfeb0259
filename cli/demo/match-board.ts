import type { QuestionField } from '@pm-arbitrage/agents/market-matcher/verdict.js';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { marketMatches, markets } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MarketStatus } from '@pm-arbitrage/core/domain/market.js';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

/** A pair of markets and what the matcher makes of it, for a person who watches. */
export interface Verdict {
  readonly id: string;
  readonly status: Match['status'];
  /** What the question is, in Polymarket's words. */
  readonly title: string;
  /** Why, in one line. */
  readonly reason: string;
}

/** The pairs whose markets are listed now. */
export interface MatchBoard {
  readonly counts: Readonly<Record<Match['status'], number>>;
  /** A few of each status, suspended ones first; refused ones each for another reason. */
  readonly shown: readonly Verdict[];
}

const LISTED: readonly MarketStatus[] = ['unopened', 'open', 'paused'];
/** How many of each are worth the room, in the order in which they are shown. */
const SHOWN: readonly (readonly [Match['status'], number])[] = [
  ['suspended', 1],
  ['review', 1],
  ['refused', 3],
  ['active', 1],
];

const TELLING: readonly string[] = [
  'station',
  'averaging',
  'milestone',
  'relation',
  'threshold',
  'outcome',
] satisfies QuestionField[];

export async function readMatchBoard(queries: Queries): Promise<MatchBoard> {
  const kalshi = alias(markets, 'kalshi');
  const polymarket = alias(markets, 'polymarket');
  const rows = await queries
    .select({ match: marketMatches.match, title: polymarket.title })
    .from(marketMatches)
    .innerJoin(kalshi, eq(kalshi.id, marketMatches.kalshi))
    .innerJoin(polymarket, eq(polymarket.id, marketMatches.polymarket))
    .where(and(inArray(kalshi.status, [...LISTED]), inArray(polymarket.status, [...LISTED])))
    .orderBy(desc(marketMatches.updatedAt));
  const all = rows.map(({ match: { id, status, reason }, title }): Verdict => ({ id, status, title, reason }));
  const of = (status: Match['status']) => all.filter((verdict) => verdict.status === status);
  const count = (status: Match['status']) => of(status).length;
  return {
    counts: {
      active: count('active'),
      review: count('review'),
      refused: count('refused'),
      suspended: count('suspended'),
    },
    shown: SHOWN.flatMap(([status, most]) => varied(of(status)).slice(0, most)),
  };
}

/** One of each field that decided, those first that tell most to somebody who has not read the rules. */
function varied(verdicts: readonly Verdict[]): readonly Verdict[] {
  const newest = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const field = /^\w*/.exec(verdict.reason)?.[0] ?? '';
    if (!newest.has(field)) newest.set(field, verdict);
  }
  const rank = (field: string) => (TELLING.includes(field) ? TELLING.indexOf(field) : TELLING.length);
  return [...newest].sort(([one], [other]) => rank(one) - rank(other)).map(([, verdict]) => verdict);
}
