import type { Exchange } from '../engine/exchange.js';
import type { LiveMarket } from '../engine/live-market.js';
import { addressOf, MAX_OUTCOMES, questionNumberOfTicker } from '../world/identifiers.js';
import { kalshiEventTicker, type KalshiListing, kalshiListing } from '../world/kalshi-listing.js';
import { listedOn, outcomesOn, type Question } from '../world/question.js';
import { phaseAt } from '../world/world.js';

/** Status words of answers (reference §7.3). */
export type KalshiStatus = 'initialized' | 'active' | 'inactive' | 'closed' | 'determined' | 'finalized';

/** Status words of filters, and which answers each lets through. */
export const STATUS_FILTERS: Readonly<Record<string, readonly KalshiStatus[]>> = {
  unopened: ['initialized'],
  open: ['active'],
  paused: ['inactive'],
  closed: ['closed', 'determined'],
  settled: ['finalized'],
};

/** What Kalshi lists, found by ticker or in order. */
export class KalshiCatalogue {
  readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  listings(question: Question): KalshiListing[] {
    return outcomesOn(question, 'kalshi').map((outcome) => kalshiListing(this.exchange.world, question, outcome));
  }

  live(listing: KalshiListing): LiveMarket | undefined {
    return this.exchange.market('kalshi', listing.number);
  }

  status(question: Question): KalshiStatus {
    const phase = phaseAt(question.timeline, this.exchange.worldNow());
    switch (phase) {
      case 'unlisted':
      case 'initialized':
        return 'initialized';
      case 'settled':
        return 'finalized';
      default:
        return phase;
    }
  }

  /** As the question, but for a market that the exchange has paused. */
  marketStatus(listing: KalshiListing): KalshiStatus {
    return this.live(listing)?.paused === true ? 'inactive' : this.status(listing.question);
  }

  event(eventTicker: string): Question | null {
    const number = questionNumberOfTicker(eventTicker);
    if (number === null) return null;
    const { world } = this.exchange;
    const address = addressOf(number * MAX_OUTCOMES);
    const question = world.question(address.lane, address.index);
    const listed = question !== null && question.timeline.listedAt <= this.exchange.worldNow();
    return listed && listedOn(question.kind, 'kalshi') && kalshiEventTicker(world, question) === eventTicker
      ? question
      : null;
  }

  market(ticker: string): KalshiListing | null {
    const question = this.event(ticker.split('-').slice(0, 2).join('-'));
    return question ? (this.listings(question).find((listing) => listing.ticker === ticker) ?? null) : null;
  }

  /**
   * Questions that were listed at world time `asOf`, the latest opening first. With a status filter that only
   * current ones can pass, the past is not walked.
   */
  *questions(asOf: number, status: readonly KalshiStatus[] | null): Generator<Question> {
    const { world } = this.exchange;
    // Paused markets belong to open questions; whoever lists markets looks at each once more.
    const wanted = status?.includes('inactive') ? [...status, 'active'] : (status ?? []);
    const pastToo = status === null || status.includes('finalized');
    const source = pastToo ? world.listedBackwards('kalshi', asOf) : world.current(asOf);
    for (const question of source) {
      if (!listedOn(question.kind, 'kalshi')) continue;
      if (status === null || wanted.includes(this.status(question))) yield question;
    }
  }
}
