import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { ONE_DOLLAR_PRICE, price } from '@pm-arbitrage/core/money/money.js';
import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { listMarkets } from './list-markets.js';
import { MarketFloor } from './market-floor.js';
import { heardMeanwhile } from './heard-meanwhile.js';
import { heardAt, say, type VoiceFault } from './oracle-voices.js';
import { PriceTruth } from './price-truth.js';
import { type Session, type SessionPlan, sessionsOf, usualPlan } from './sessions.js';
import type { WeekMoment } from './week-moment.js';
import type { WeekMarket } from './week-market.js';
import type { WeekParameters } from './week-parameters.js';

const DAY_MS = 86_400_000;
const STEP_MS = 250;
/** Paths reach beyond the last day, so that what ends there can be judged. */
const TAIL_SECONDS = 7_200;

export interface WeekWorldOptions {
  readonly seed: number;
  /** A midnight UTC in November or December, Unix ms. */
  readonly from: number;
  readonly days: number;
  readonly parameters: WeekParameters;
  readonly plan?: SessionPlan;
  readonly faults?: readonly VoiceFault[];
}

/**
 * Both venues and the sources of prices over simulated days, from one seeded truth: what they would publish, in the order of
 * time. Sessions are lived in quarters of a second; between them markets pay and midnights pass.
 */
export class WeekWorld {
  readonly truth: PriceTruth;
  readonly markets: readonly WeekMarket[];
  readonly sessions: readonly Session[];
  readonly #options: WeekWorldOptions;

  constructor(options: WeekWorldOptions) {
    const { seed, from, days, parameters, plan = usualPlan } = options;
    this.#options = options;
    this.sessions = sessionsOf(from, days, plan);
    const seconds = days * 86_400 + TAIL_SECONDS;
    this.truth = new PriceTruth({ seed, from, seconds, parameters });
    this.markets = listMarkets({ ...options, truth: this.truth, sessions: this.sessions });
  }

  /** Everything that happens, moment by moment. Asked once. */
  *moments(): Generator<WeekMoment> {
    const { from, days, parameters, seed } = this.#options;
    const random = seededRandom(seedFrom(seed, 'floor'));
    const floor = new MarketFloor(parameters, random);
    const unlisted = [...this.markets].sort((a, b) => a.opensAt - b.opensAt);
    const unpaid: WeekMarket[] = [];
    let last = from;
    for (const session of this.sessions) {
      yield* this.#between(last, session.from, unpaid);
      yield* this.#session(session, floor, unlisted, unpaid);
      last = session.to;
    }
    const end = from + days * DAY_MS;
    yield* this.#between(last, Math.max(end, ...unpaid.map(({ paysAt }) => paysAt)) + 1_000, unpaid);
  }

  *#session(session: Session, floor: MarketFloor, unlisted: WeekMarket[], unpaid: WeekMarket[]): Generator<WeekMoment> {
    const { truth } = this;
    const { faults, parameters } = this.#options;
    const at = session.from;
    const open = (now: number): readonly Market[] => {
      const markets: Market[] = [];
      while (unlisted[0] !== undefined && unlisted[0].opensAt <= now) {
        const market = unlisted.shift() as WeekMarket;
        markets.push({ ...market.market, updatedAt: now });
        floor.open(market, market.watched === 'quick' ? parameters.quick : parameters.slow);
        unpaid.push(market);
      }
      return markets;
    };
    // Oracles are listened to once a market needs them: so markets come first.
    yield { at, lived: false, markets: open(at), ticks: [], updates: [], prints: [] };
    for (const ticks of heardMeanwhile(truth, at))
      yield { at, lived: true, markets: [], ticks, updates: [], prints: [] };
    for (let now = session.from; now < session.to; now += STEP_MS) {
      const isSecond = now % 1_000 === 0;
      const markets = isSecond ? [...open(now), ...this.#ended(unpaid, floor, now)] : [];
      const { updates, prints } = floor.step(now);
      if (markets.length > 0 || updates.length > 0 || prints.length > 0)
        yield { at: now, lived: true, markets, ticks: [], updates, prints };
      if (isSecond) {
        const ticks = say(truth, now, faults);
        yield { at: heardAt(now), lived: true, markets: [], ticks, updates: [], prints: [] };
      }
    }
  }

  /** What closed, and what is paid by now. */
  #ended(unpaid: WeekMarket[], floor: MarketFloor | null, now: number): readonly Market[] {
    const told: Market[] = [];
    for (const market of unpaid.slice()) {
      const decided = market.decidedBy(now);
      const closes = Math.min(market.closesAt, decided ?? market.closesAt);
      const pays = decided === null ? market.paysAt : decided + (market.paysAt - market.closesAt);
      if (now >= closes && floor?.close(market) === true)
        told.push({ ...market.market, status: 'closed', updatedAt: now });
      if (now < pays) continue;
      unpaid.splice(unpaid.indexOf(market), 1);
      const yesPayout = market.outcome() ? ONE_DOLLAR_PRICE : price(0);
      told.push({ ...market.market, status: 'resolved', yesPayout, updatedAt: now });
    }
    return told;
  }

  /** The time that is leapt over: payments and midnights. */
  *#between(from: number, to: number, unpaid: WeekMarket[]): Generator<WeekMoment> {
    const midnight = Math.ceil((from + 1) / DAY_MS) * DAY_MS;
    const stops = [...unpaid.map(({ paysAt }) => paysAt), midnight + 1_000].filter((at) => at > from && at <= to);
    for (const at of [...new Set(stops)].sort((a, b) => a - b)) {
      const markets = this.#ended(unpaid, null, at);
      yield { at, lived: false, markets, ticks: [], updates: [], prints: [] };
    }
  }
}
