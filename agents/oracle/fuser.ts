import { FUSED, type OracleTick, type OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { factOccasion } from '@pm-arbitrage/core/oracles/fact-value.js';
import { fuseTicks, type LeftOut } from '@pm-arbitrage/core/oracles/fuse-ticks.js';

/** How the sources of one type of oracle are held against each other. */
export interface FusionRules {
  /** What is older does not vote, ms. */
  readonly staleMs: number;
  /** A source lies when it is further from the median than this many MADs… */
  readonly deviations: number;
  /** …and further than this share of the value, or this much in its unit where values may be zero. */
  readonly floorShare: number;
  readonly floor: number;
  /** Fused values of one quantity follow each other at least so much later, ms. */
  readonly everyMs: number;
}

export const fusionRules: Readonly<Record<OracleType, FusionRules>> = {
  crypto: { staleMs: 5_000, deviations: 6, floorShare: 0.001, floor: 0, everyMs: 100 },
  // What is told seldom has to be put together each time, or what came last would wait for the next day.
  weather: { staleMs: 5_400_000, deviations: 5, floorShare: 0, floor: 3, everyMs: 0 },
  sports: { staleMs: 120_000, deviations: 5, floorShare: 0, floor: 0.05, everyMs: 1_000 },
  news: { staleMs: 3_600_000, deviations: 5, floorShare: 0, floor: 0, everyMs: 1_000 },
  flights: { staleMs: 600_000, deviations: 5, floorShare: 0, floor: 0, everyMs: 1_000 },
  // A print stays what it is, and prints of two sources are the same to the digit or one of them is none.
  economics: { staleMs: 300 * 86_400_000, deviations: 5, floorShare: 0, floor: 0.02, everyMs: 0 },
};

/** Facts that are numbers of one quantity, which several sources may tell. */
const FUSABLE: ReadonlySet<OracleTick['fact']['kind']> = new Set([
  'price',
  'temperature',
  'maximum',
  'minimum',
  'forecast',
  'low-forecast',
  'figure',
]);

/** A fused value, with the sources that had no vote. */
export interface Fused {
  readonly tick: OracleTick | null;
  readonly leftOut: readonly LeftOut[];
}

interface Quantity {
  readonly newest: Map<string, OracleTick>;
  fusedAt: number;
}

/** Quantities remembered; days and windows that are over make room for new ones. */
const MOST_QUANTITIES = 4_000;

/** Puts the sources of each quantity together as they come. */
export class Fuser {
  readonly #rules: FusionRules;
  readonly #quantities = new Map<string, Quantity>();

  constructor(rules: FusionRules) {
    this.#rules = rules;
  }

  /** Takes what a source says. @returns the value of all of them, if one is due. `now` Unix ms */
  take(tick: OracleTick, now: number): Fused | null {
    if (tick.source === FUSED || !FUSABLE.has(tick.fact.kind)) return null;
    const occasion = factOccasion(tick.fact);
    const key = `${tick.symbol} ${tick.fact.kind} ${occasion ?? ''}`;
    const quantity = this.#quantities.get(key) ?? { newest: new Map<string, OracleTick>(), fusedAt: -Infinity };
    this.#quantities.delete(key);
    this.#quantities.set(key, quantity);
    const [oldest] = this.#quantities.keys();
    if (this.#quantities.size > MOST_QUANTITIES && oldest !== undefined) this.#quantities.delete(oldest);
    quantity.newest.set(tick.source, tick);
    const { staleMs, deviations, floorShare, floor, everyMs } = this.#rules;
    if (now - quantity.fusedAt < everyMs) return null;
    quantity.fusedAt = now;
    const value = 'price' in tick.fact ? tick.fact.price : 0;
    return fuseTicks(
      {
        symbol: tick.symbol,
        kind: tick.fact.kind,
        unit: unitOf(tick),
        ...(occasion === null ? {} : { occasion }),
      },
      [...quantity.newest.values()],
      { now, staleMs, deviations, floor: Math.max(floor, floorShare * value) },
    );
  }
}

/** Tether is no dollar: what is quoted in it votes on pairs with Tether alone. */
function unitOf({ symbol, unit }: OracleTick): string {
  if (unit !== 'usd' && unit !== 'usdt') return unit;
  return symbol.endsWith('-usdt') ? 'usdt' : 'usd';
}
