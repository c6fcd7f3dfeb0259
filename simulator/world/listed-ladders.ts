import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { kalshiListing } from './kalshi-listing.js';
import { polymarketListing } from './polymarket-listing.js';
import { isLadder } from './question.js';
import type { World } from './world.js';

/** The market ids of every ladder that traded at some time between two Unix times in milliseconds. */
export function listedLadders(world: World, from: number, to: number): readonly (readonly string[])[] {
  const [first, last] = [world.worldTime(from), world.worldTime(to)];
  return world.lanes.filter(isLadder).flatMap((lane) => {
    const ladders: string[][] = [];
    for (let index = world.newestIndex(lane, last); index >= 0; index--) {
      const question = world.question(lane.index, index);
      if (!question || question.timeline.closeAt <= first) break;
      if (question.timeline.openAt >= last) continue;
      ladders.push(
        question.outcomes.map((_, rung) =>
          lane.kind === 'kalshi-ladder'
            ? marketId('kalshi', kalshiListing(world, question, rung).ticker)
            : marketId('polymarket', polymarketListing(world, question, rung).conditionId),
        ),
      );
    }
    return ladders;
  });
}
