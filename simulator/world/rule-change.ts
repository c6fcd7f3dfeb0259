import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { Lane } from './lanes.js';
import { timelineOf } from './make-question.js';
import type { Category, Question, Venue } from './question.js';
import { clockTime, longDate } from './topic.js';

/** One venue changes what one market means while it trades. */
export interface RuleChange {
  readonly lane: number;
  readonly index: number;
  readonly venue: Venue;
  /** World milliseconds from which the venue shows the new text. */
  readonly at: number;
}

/** A market that opened just now may not have been noticed by anybody. */
const OPEN_FOR_MS = 3_000;

/** What one side demands in addition. The other side goes on without it, so from then on they settle apart. */
const DEMANDS: Partial<Record<Category, string>> = {
  politics: 'A confirmation counts only if the nominee has also taken the oath of office by the deadline.',
  geopolitics: 'It counts only if both parliaments have also approved it by the deadline.',
};

/**
 * The twin whose rules change at world time `at`: of those that trade and have not changed before, the one that goes on
 * for longest, so that there is time to see what becomes of it. Null when there is none.
 */
export function chooseRuleChange(
  seed: number,
  lanes: readonly Lane[],
  at: number,
  earlier: readonly RuleChange[],
): RuleChange | null {
  let chosen: Lane | null = null;
  let latest = -Infinity;
  for (const lane of lanes) {
    if (lane.kind !== 'twin' || DEMANDS[lane.category] === undefined) continue;
    const index = indexAt(lane, at);
    if (earlier.some((change) => change.lane === lane.index && change.index === index)) continue;
    const { openAt, closeAt } = timelineOf(seed, lane, index);
    if (openAt + OPEN_FOR_MS > at || closeAt <= latest) continue;
    chosen = lane;
    latest = closeAt;
  }
  if (chosen === null || latest <= at) return null;
  const random = seededRandom(seedFrom(seed, 'rule-change', chosen.index, indexAt(chosen, at)));
  return { lane: chosen.index, index: indexAt(chosen, at), venue: random.next() < 0.5 ? 'kalshi' : 'polymarket', at };
}

const indexAt = (lane: Lane, at: number): number => Math.floor((at + lane.offsetMs) / lane.periodMs);

/** A rule text with what was added to it, in the manner of its venue. `changedAt` Unix ms. */
export function amendedRules(rules: string, { category }: Question, venue: Venue, changedAt: number): string {
  const demand = DEMANDS[category] ?? '';
  const when = `${longDate(changedAt)}, ${clockTime(changedAt)}`;
  return venue === 'kalshi'
    ? `${rules} Amended ${when}: ${demand}`
    : `${rules}\n\nAdditional context, added ${when}: ${demand}`;
}
