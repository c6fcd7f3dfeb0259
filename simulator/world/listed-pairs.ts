import { kalshiListing } from './kalshi-listing.js';
import { polymarketListing } from './polymarket-listing.js';
import type { Question } from './question.js';
import type { TrapKind } from './trap-kinds.js';
import type { World } from './world.js';

/** One market of each venue that read like the same question, and what the world knows of them. */
export interface ListedPair {
  /** Market ticker. */
  readonly kalshi: string;
  /** Condition id. */
  readonly polymarket: string;
  /** A twin with its polarity, or the trap that it is. */
  readonly kind: 'same' | 'inverse' | TrapKind;
  /** Unix milliseconds between which it trades. */
  readonly openAt: number;
  readonly closeAt: number;
}

export const isTrap = ({ kind }: ListedPair): boolean => kind !== 'same' && kind !== 'inverse';

/** Every twin and every trap that traded at some time between two Unix times in milliseconds, lane by lane. */
export function listedPairs(world: World, from: number, to: number): readonly ListedPair[] {
  const [first, last] = [world.worldTime(from), world.worldTime(to)];
  return world.lanes.flatMap((lane) => {
    if (lane.kind !== 'twin' && lane.kind !== 'trap') return [];
    const pairs: ListedPair[] = [];
    for (let index = world.newestIndex(lane, last); index >= 0; index--) {
      const question = world.question(lane.index, index);
      if (!question || question.timeline.closeAt <= first) break;
      if (question.timeline.openAt < last) pairs.push(pairOf(world, question));
    }
    return pairs;
  });
}

/** Both sides of a question that both venues list; of an event with several markets, of its first. */
export function pairOf(world: World, question: Question): ListedPair {
  return {
    kalshi: kalshiListing(world, question, 0).ticker,
    polymarket: polymarketListing(world, question, 0).conditionId,
    kind: question.trap ?? (question.inverse ? 'inverse' : 'same'),
    openAt: world.wallTime(question.timeline.openAt),
    closeAt: world.wallTime(question.timeline.closeAt),
  };
}
