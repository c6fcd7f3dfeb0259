import type { Exchange } from '../engine/exchange.js';
import type { LiveMarket } from '../engine/live-market.js';
import {
  addressOf,
  marketOfTokenId,
  MAX_OUTCOMES,
  numberOfConditionId,
  numberOfGammaId,
} from '../world/identifiers.js';
import { type PolymarketListing, polymarketListing } from '../world/polymarket-listing.js';
import { listedOn, outcomesOn, type Question } from '../world/question.js';
import { type Phase, phaseAt } from '../world/world.js';

/** One token of a market: YES (0) or NO (1). */
export interface Token {
  readonly listing: PolymarketListing;
  readonly side: 0 | 1;
}

/** What Polymarket lists, found by its ids or in order. */
export class PolymarketCatalogue {
  readonly exchange: Exchange;

  readonly #sportsDelaySeconds: number;

  /** @param sportsDelaySeconds taker delay of sports markets */
  constructor(exchange: Exchange, sportsDelaySeconds = 0) {
    this.exchange = exchange;
    this.#sportsDelaySeconds = sportsDelaySeconds;
  }

  /** Seconds that marketable orders of a market are answered `delayed` for; 0 for none. */
  delaySeconds({ question }: PolymarketListing): number {
    return question.category === 'sports' ? this.#sportsDelaySeconds : 0;
  }

  listings(question: Question): PolymarketListing[] {
    return outcomesOn(question, 'polymarket').map((outcome) =>
      polymarketListing(this.exchange.world, question, outcome),
    );
  }

  live(listing: PolymarketListing): LiveMarket | undefined {
    return this.exchange.market('polymarket', listing.number);
  }

  phase(question: Question): Phase {
    return phaseAt(question.timeline, this.exchange.worldNow());
  }

  byNumber(number: number | null): PolymarketListing | null {
    if (number === null) return null;
    const { world } = this.exchange;
    const found = world.market(number, 'polymarket', this.exchange.worldNow());
    return found && polymarketListing(world, found.question, found.outcome);
  }

  byGammaId(id: string): PolymarketListing | null {
    return this.byNumber(numberOfGammaId(id));
  }

  byCondition(conditionId: string): PolymarketListing | null {
    const listing = this.byNumber(numberOfConditionId(this.exchange.world.seed, conditionId));
    return listing?.conditionId === conditionId.toLowerCase() ? listing : null;
  }

  byToken(tokenId: string): Token | null {
    const found = marketOfTokenId(this.exchange.world.seed, tokenId);
    const listing = found && this.byNumber(found.number);
    return found && listing?.tokens[found.side] === tokenId ? { listing, side: found.side } : null;
  }

  /** The question whose Gamma event has this id. */
  byEventId(id: string): Question | null {
    const number = numberOfGammaId(id);
    if (number === null) return null;
    const { lane, index } = addressOf(number * MAX_OUTCOMES);
    const question = this.exchange.world.question(lane, index);
    const listed = question !== null && question.timeline.listedAt <= this.exchange.worldNow();
    return listed && listedOn(question.kind, 'polymarket') ? question : null;
  }

  /** Questions listed at world time `asOf`: the resolved ones, latest opening first, or the others. */
  *questions(asOf: number, closed: boolean): Generator<Question> {
    const { world } = this.exchange;
    for (const question of closed ? world.listedBackwards('polymarket', asOf) : world.current(asOf)) {
      if (!listedOn(question.kind, 'polymarket')) continue;
      if ((phaseAt(question.timeline, asOf) === 'settled') === closed) yield question;
    }
  }
}
