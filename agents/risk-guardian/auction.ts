import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { type Breach, breach } from './breach.js';

interface Bid {
  readonly request: TradeRequest;
  readonly envelope: Envelope<TradeRequest>;
}

export interface AuctionOptions {
  readonly clock: Clock;
  /** How long a round is open, ms; 0: no rounds. */
  readonly windowMs: number;
  /** Judges a request; true: it was approved. */
  readonly judge: (request: TradeRequest, envelope: Envelope<TradeRequest>) => Promise<boolean>;
  /** Told when a round could not be judged to its end. */
  readonly onError: (error: unknown) => void;
  readonly reject: (request: TradeRequest, why: Breach, envelope: Envelope<TradeRequest>) => Promise<void>;
}

/**
 * Awards contracts that several strategies want. The first request opens a round; when it ends, requests are judged in
 * the order of their bids, and who wants a contract that was awarded in the same round is told by how much it was
 * outbid. Equal bids go to whoever was awarded least so far, so that nobody is shut out by who is told first. A request
 * is an offer that expires: those of a round that a crash ends are lost and nothing is owed for them.
 */
export class Auction {
  readonly #options: AuctionOptions;
  readonly #bids: Bid[] = [];
  /** What was awarded to each strategy. */
  readonly #awards = new Map<string, number>();
  #cancel: Cancel | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(options: AuctionOptions) {
    this.#options = options;
  }

  /** Takes a request; resolves when it is judged, or when it waits for its round to end. */
  async bid(request: TradeRequest, envelope: Envelope<TradeRequest>): Promise<void> {
    const { clock, judge, onError, windowMs } = this.#options;
    if (windowMs === 0) {
      await judge(request, envelope);
      return;
    }
    this.#bids.push({ request, envelope });
    this.#cancel ??= clock.after(windowMs, () => void this.close().catch(onError));
  }

  /** Ends the round that is open; resolves when all of it is judged. */
  close(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const bids = this.#bids.splice(0);
    const award = () => this.#award(bids);
    this.#round = this.#round.then(award, award);
    return this.#round;
  }

  async #award(bids: readonly Bid[]): Promise<void> {
    const awarded = new Map<string, TradeRequest>();
    const had = ({ request }: Bid) => this.#awards.get(request.strategy) ?? 0;
    for (const { request, envelope } of bids.toSorted((a, b) => b.request.bid - a.request.bid || had(a) - had(b))) {
      const contracts = contractsOf(request);
      const winner = contracts.map((contract) => awarded.get(contract)).find((other) => other !== undefined);
      if (winner !== undefined) {
        await this.#options.reject(request, outbid(request, winner), envelope);
      } else if (await this.#options.judge(request, envelope)) {
        for (const contract of contracts) awarded.set(contract, request);
        this.#awards.set(request.strategy, had({ request, envelope }) + 1);
      }
    }
  }
}

const contractsOf = ({ opportunity }: TradeRequest): readonly string[] =>
  opportunity.legs.map(({ market, side }) => `${market}/${side}`);

const outbid = ({ bid }: TradeRequest, winner: TradeRequest): Breach =>
  breach('outbid', dollars(winner.bid), dollars(bid), `${winner.strategy} expects more of it`);
