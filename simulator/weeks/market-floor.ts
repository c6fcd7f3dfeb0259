import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { type Disturbance, drawSize, happens, pushedBy } from './disturbance.js';
import { Maker, type Quoted } from './maker.js';
import type { WeekMarket } from './week-market.js';
import type { MakerHabits, WeekParameters } from './week-parameters.js';

/** Contracts that a sweep brings: more than any book of this world holds within its reach. */
const SWEEP_UNITS = 5_000 * 1_000_000;
/** After so many half-lives nothing is left of a spike. */
const SPIKE_HALF_LIVES = 6;
const QUIET_BEFORE_CLOSE_MS = 1_000;

interface Stand {
  readonly market: WeekMarket;
  readonly maker: Maker;
  readonly habits: MakerHabits;
  disturbances: Disturbance[];
  /** What the makers should quote around this second. */
  worth: number;
}

/** The makers of all open markets, those who trade with them, and what disturbs them. */
export class MarketFloor {
  readonly #parameters: WeekParameters;
  readonly #random: Random;
  readonly #stands = new Map<WeekMarket, Stand>();

  constructor(parameters: WeekParameters, random: Random) {
    this.#parameters = parameters;
    this.#random = random;
  }

  open(market: WeekMarket, habits: MakerHabits): void {
    const maker = new Maker(market.market, habits, this.#random);
    this.#stands.set(market, { market, maker, habits, disturbances: [], worth: 0.5 });
  }

  /** @returns false when it was closed already */
  close(market: WeekMarket): boolean {
    return this.#stands.delete(market);
  }

  /** What makers and traders do at a moment, Unix ms. */
  step(now: number): { readonly updates: readonly PriceUpdate[]; readonly prints: readonly TradePrint[] } {
    const updates: PriceUpdate[] = [];
    const prints: TradePrint[] = [];
    const tell = (quoted: Quoted | null) => {
      if (quoted === null) return;
      updates.push(quoted.update);
      prints.push(...quoted.prints);
    };
    if (now % 1_000 === 0) this.#disturb(now, tell);
    for (const stand of this.#stands.values()) {
      const { market, maker, habits } = stand;
      if (now % 1_000 === 0) {
        stand.worth = worthOf(stand, now);
        maker.watch(stand.worth, now);
      }
      if (maker.dueAt !== null && maker.dueAt <= now) tell(maker.quote(stand.worth, now));
      if (this.#random.next() < habits.printsPerHour / 14_400 && now < market.closesAt - QUIET_BEFORE_CLOSE_MS)
        tell(maker.trade(this.#random.next() < 0.5 ? 'buy' : 'sell', maker.drawTrade(this.#parameters.print), now));
    }
    return { updates, prints };
  }

  /** Spikes, rungs that are quoted wrong, venues that stray. */
  #disturb(now: number, tell: (quoted: Quoted | null) => void): void {
    const { slips, spikes, twins } = this.#parameters;
    const random = this.#random;
    const ladders = new Map<string, Stand[]>();
    for (const stand of this.#stands.values()) {
      const { market, maker } = stand;
      stand.disturbances = stand.disturbances.filter(({ to }) => to > now);
      if (market.ladder !== null) ladders.set(market.ladder, [...(ladders.get(market.ladder) ?? []), stand]);
      if (happens(random, spikes.perHour)) {
        const size = drawSize(random, spikes);
        const halfLife = spikes.halfLife * 1_000;
        stand.disturbances.push({ from: now, to: now + SPIKE_HALF_LIVES * halfLife, size, halfLife });
        tell(maker.trade(size > 0 ? 'buy' : 'sell', SWEEP_UNITS, now, Math.abs(size) * PRICE_SCALE));
        maker.hurry(now);
      }
      if (market.twin !== null && happens(random, twins.straysPerHour)) {
        const size = drawSize(random, twins);
        stand.disturbances.push({ from: now, to: now + twins.seconds * 1_000, size, halfLife: null });
      }
    }
    for (const rungs of ladders.values()) {
      if (!happens(random, slips.perHour)) continue;
      const stand = rungs[Math.floor(random.next() * rungs.length)] as Stand;
      const size = drawSize(random, slips);
      stand.disturbances.push({ from: now, to: now + slips.seconds * 1_000, size, halfLife: null });
    }
  }
}

function worthOf({ market, disturbances }: Stand, now: number): number {
  const believed = market.believedAt?.(now) ?? market.fairAt(now);
  return Math.min(0.999, Math.max(0.001, believed + pushedBy(disturbances, now)));
}
