import { renameSync, writeFileSync } from 'node:fs';
import type { Exchange } from './engine/exchange.js';
import { kalshiListing } from './world/kalshi-listing.js';
import { polymarketListing } from './world/polymarket-listing.js';
import type { Question } from './world/question.js';

/** Closed twins stay in the file for this long, in real milliseconds. */
const KEPT_AFTER_CLOSE_MS = 600_000;

/** One judged pair, as a person would record it. */
export interface ReviewedMatch {
  /** Market ticker. */
  readonly kalshi: string;
  /** Condition id. */
  readonly polymarket: string;
  readonly polarity: 'same' | 'inverse';
  readonly confidence: number;
  readonly reviewedBy: string;
  readonly note: string;
}

/** Matches of all twins that are listed now or closed less than ten minutes ago. */
export function currentMatches(exchange: Exchange): ReviewedMatch[] {
  const { world } = exchange;
  const now = exchange.worldNow();
  const oldest = now - KEPT_AFTER_CLOSE_MS * world.speed;
  return world.lanes
    .filter((lane) => lane.kind === 'twin')
    .flatMap((lane) => {
      const matches: ReviewedMatch[] = [];
      for (let index = world.newestIndex(lane, now); index >= 0; index--) {
        const question = world.question(lane.index, index);
        if (!question || question.timeline.closeAt < oldest) break;
        matches.push(matchOf(exchange, question));
      }
      return matches;
    });
}

function matchOf({ world }: Exchange, question: Question): ReviewedMatch {
  return {
    kalshi: kalshiListing(world, question, 0).ticker,
    polymarket: polymarketListing(world, question, 0).conditionId,
    polarity: question.inverse ? 'inverse' : 'same',
    confidence: 0.97,
    reviewedBy: 'simulated world',
    note: question.inverse
      ? 'Same event, source and time; Polymarket asks for the opposite.'
      : 'Same event, source and time in other words.',
  };
}

/** Keeps the file equal to `currentMatches`: a new file is renamed over the old, so a reader never sees half of one. */
export function keepMatchesFile(exchange: Exchange, path: string): () => void {
  let written = '';
  const write = () => {
    const text = `${JSON.stringify(currentMatches(exchange), null, 2)}\n`;
    if (text === written) return;
    const draft = `${path}.${process.pid}.tmp`;
    writeFileSync(draft, text);
    renameSync(draft, path);
    written = text;
  };
  write();
  // A listing is the only thing that adds a match, and the moment to drop the ones that grew old.
  return exchange.listen((event) => {
    if (event.type === 'listed' && event.market.venue === 'kalshi' && event.market.question.kind === 'twin') write();
  });
}
