import { price } from '@pm-arbitrage/core/money/money.js';
import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { venueProbability } from '../world/question.js';
import type { Planner } from './agenda.js';
import { LaggingMint } from './lagging-mint.js';
import type { LiveMarket } from './live-market.js';
import { MarketMaker } from './market-maker.js';
import { MarketView } from './market-view.js';
import { NoiseTrader } from './noise-trader.js';
import { Sweeper } from './sweeper.js';

/** Mean gaps in world milliseconds. */
const REFRESH_MS = 1_850;
/** Makers of a price are machines that follow a feed. */
const PRICE_REFRESH_MS = 1_000;
const NOISE_MS = 2_600;
const LAGGING_MINT_MS = 40_000;
const SWEEP_MS = 45_000;

/** Beyond these probabilities Polymarket trades in tenths of a cent (reference §8.5). */
const FINE_TICK_BELOW = 0.04;
const FINE_TICK = price(10);

/**
 * Everyone who trades in one market. Each action plans the next on the agenda, with a random stream of the market's
 * own, so a book depends on its question and nothing else.
 */
export class Participants {
  readonly #market: LiveMarket;
  readonly #agenda: Planner;
  readonly #random: Random;
  readonly #view: MarketView;
  readonly #makers: readonly MarketMaker[];
  readonly #truth: (at: number) => number;
  readonly #followsFeed: boolean;
  /** What an oracle tells can be left without a reason; of others nobody could say that there was none. */
  readonly #sweeper: Sweeper | null;

  constructor(seed: number, market: LiveMarket, agenda: Planner) {
    const { question, venue, outcome } = market;
    this.#market = market;
    this.#agenda = agenda;
    this.#random = seededRandom(seedFrom(seed, 'participants', venue, market.number));
    this.#truth = (at) => venueProbability(question, venue, outcome, at);
    this.#view = new MarketView(seed, question, venue, outcome, this.#truth);
    this.#followsFeed = question.kind.endsWith('-price');
    const isTold = this.#followsFeed || question.kind === 'kalshi-temperature';
    this.#sweeper = isTold ? new Sweeper(market, this.#random) : null;
    this.#makers = this.#hireMakers();
  }

  /** Opens the book. `at` is world time. */
  start(at: number): void {
    this.#requote(at);
    for (const time of this.#view.reactionTimes) {
      if (time > at) this.#agenda.plan(time, (now) => this.#market.trading && this.#requote(now));
    }
    for (const maker of this.#makers) {
      this.#repeat(at, this.#followsFeed ? PRICE_REFRESH_MS : REFRESH_MS, (now) => maker.quote(this.#believed(now)));
    }
    const trader = new NoiseTrader('noise', this.#market, this.#random);
    this.#repeat(at, NOISE_MS, (now) => {
      const waiting = trader.act(this.#truth(now));
      if (waiting === null) return;
      this.#agenda.plan(now + 800 + this.#random.next() * 2_500, () => this.#market.book.cancel(waiting));
    });
    if (this.#sweeper) this.#repeatSweeps(at, this.#sweeper);
    if (this.#market.venue === 'polymarket') this.#repeatLaggingMint(at);
  }

  #repeatSweeps(at: number, sweeper: Sweeper): void {
    this.#repeat(at, SWEEP_MS, (now) => {
      sweeper.act(now);
      this.#requote(now);
    });
  }

  #repeatLaggingMint(at: number): void {
    const mint = new LaggingMint(this.#market, this.#random);
    this.#repeat(at, LAGGING_MINT_MS, (now) => {
      if (!mint.begin()) return;
      this.#agenda.plan(now + 300 + this.#random.next() * 1_200, () => mint.end());
    });
  }

  /** Everybody learned something: first all old quotes go, then the new ones come, so makers do not trade together. */
  #requote(at: number): void {
    const believed = this.#believed(at);
    for (const maker of this.#makers) maker.withdraw(believed);
    for (const maker of this.#makers) maker.quote(believed);
  }

  #believed(at: number): number {
    const pushed = this.#sweeper?.pushAt(at) ?? 0;
    const believed = Math.min(0.999, Math.max(0.001, this.#view.believedAt(at) + pushed));
    if (this.#market.venue === 'polymarket' && Math.min(believed, 1 - believed) < FINE_TICK_BELOW) {
      this.#market.refineTick(FINE_TICK);
    }
    return believed;
  }

  #repeat(at: number, meanMs: number, act: (at: number) => void): void {
    const next = at + meanMs * (0.4 - 0.6 * Math.log(1 - this.#random.next()));
    this.#agenda.plan(next, (now) => {
      if (!this.#market.open) return;
      if (this.#market.trading) act(now);
      this.#repeat(now, meanMs, act);
    });
  }

  #hireMakers(): MarketMaker[] {
    const random = this.#random;
    // Outcomes of an event are quoted tighter, or the sum over them could never leave one dollar.
    const tight = this.#market.question.outcomes.length > 1 ? 0.3 : 1;
    // Prices move all the time: deep ladders on them would be all that happens here.
    const [inner, outer] = this.#followsFeed ? [2, 2] : [3, 4];
    const halfSpread = (25 + random.next() * 45) * tight;
    return [
      new MarketMaker('maker-inner', this.#market, random, { halfSpread, levels: inner, size: 55, opinion: 7 }),
      new MarketMaker('maker-outer', this.#market, random, {
        halfSpread: halfSpread + 60 * tight + random.next() * 60,
        levels: outer,
        size: 90,
        opinion: 15,
      }),
    ];
  }
}
