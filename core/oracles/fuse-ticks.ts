import { FUSED, type OracleFact, type OracleTick } from '../domain/oracle-tick.js';
import type { Basis } from './basis-tracker.js';
import { factOccasion, factValue, withValue } from './fact-value.js';
import { median } from './median.js';

/** What several sources are asked about. */
export interface FusedQuantity {
  readonly symbol: string;
  readonly kind: OracleFact['kind'];
  readonly unit: string;
  /** The window, day or period it is of, as `factOccasion` writes it; absent for kinds that are about now. */
  readonly occasion?: string;
}

export interface FusionPolicy {
  /** Unix ms. */
  readonly now: number;
  /** What is older does not vote, ms. */
  readonly staleMs: number;
  /** A source lies when it is further from the median than this many MADs… */
  readonly deviations: number;
  /** …and further than this, in the unit. */
  readonly floor: number;
  /**
   * By how much sources are above the quantity, by their name: taken off before they vote. A source in another unit
   * votes only with one.
   */
  readonly bases?: ReadonlyMap<string, Basis>;
}

/** Why a source had no vote: old news; no new event time although it goes on talking; outvoted; not comparable. */
export type NoVote = 'stale' | 'frozen' | 'lying' | 'other-unit';

export interface LeftOut {
  readonly source: string;
  readonly why: NoVote;
  /** For a person. */
  readonly detail: string;
}

export interface Fusion {
  /** Null when nobody had a vote. */
  readonly tick: OracleTick | null;
  /** Names of the sources it rests on, sorted. */
  readonly voters: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /**
   * Two voters are further apart than the floor on both sides of their middle: one is wrong, and it is not known which.
   * The tick says so too.
   */
  readonly disputed: boolean;
}

interface Vote {
  readonly tick: OracleTick;
  readonly value: number;
  /** Of the value itself, in the unit squared. */
  readonly variance: number;
}

/** Deviation of a normal distribution in MADs, and in mean absolute deviations. */
const PER_MAD = 1.4826;
const PER_MEAN_DEVIATION = 1.2533;
/** Standard error of a median over that of a mean, normal errors. */
const MEDIAN_LOSS = Math.sqrt(Math.PI / 2);

/** From the least worth to the most. */
const WORTH: readonly OracleTick['quality'][] = ['provisional', 'delayed', 'live', 'final'];

/**
 * Puts together what several sources say of one quantity: the median of those that are fresh and agree. Its uncertainty
 * is the standard error of that median, from the median absolute deviation (the mean one where more than half agree to
 * the digit), and what is known of each voter's own error. A single voter is passed on as it is, under the fused name.
 * At least half of the fresh sources always keep their vote.
 * @param ticks any number from each source; its newest counts. Ticks of other quantities are passed over.
 */
export function fuseTicks(quantity: FusedQuantity, ticks: readonly OracleTick[], policy: FusionPolicy): Fusion {
  const leftOut: LeftOut[] = [];
  const fresh: Vote[] = [];
  for (const tick of newestOf(quantity, ticks)) {
    const vote = voteOf(tick, quantity, policy);
    if ('why' in vote) leftOut.push(vote);
    else fresh.push(vote);
  }
  const { honest, lying } = outvote(fresh, policy);
  for (const vote of lying) leftOut.push(vote);
  leftOut.sort((a, b) => (a.source < b.source ? -1 : 1));
  const voters = honest.map(({ tick }) => tick.source);
  if (honest.length === 0) return { tick: null, voters, leftOut, disputed: false };
  const values = honest.map(({ value }) => value);
  const disputed = values.length === 2 && Math.abs((values[0] as number) - (values[1] as number)) > 2 * policy.floor;
  const tick = fusedTick(quantity, honest);
  return { tick: disputed ? { ...tick, disputed } : tick, voters, leftOut, disputed };
}

/** The newest tick of each source, by name. */
function newestOf(quantity: FusedQuantity, ticks: readonly OracleTick[]): OracleTick[] {
  const newest = new Map<string, OracleTick>();
  for (const tick of ticks) {
    if (tick.symbol !== quantity.symbol || tick.fact.kind !== quantity.kind || tick.source === FUSED) continue;
    if (factOccasion(tick.fact) !== (quantity.occasion ?? null)) continue;
    const known = newest.get(tick.source);
    const later = known ? tick.eventTime - known.eventTime || tick.receivedAt - known.receivedAt : 0;
    if (later >= 0) newest.set(tick.source, tick);
  }
  return [...newest.values()].toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

function voteOf(tick: OracleTick, quantity: FusedQuantity, { now, staleMs, bases }: FusionPolicy): Vote | LeftOut {
  const { source } = tick;
  const basis = bases?.get(source);
  const value = factValue(tick.fact);
  if (value === null || (tick.unit !== quantity.unit && !basis))
    return { source, why: 'other-unit', detail: `${source} speaks of ${tick.fact.kind} in ${tick.unit}` };
  // A clock that is ahead must not make old news look new.
  const age = now - Math.min(tick.eventTime, tick.receivedAt);
  if (age > staleMs) {
    // Who says that it tells the past, as the snapshot of a feed does, repeats nothing; nor who tells of a day or a month.
    const ofNow = tick.quality !== 'delayed' && factOccasion(tick.fact) === null;
    const frozen = ofNow && now - tick.receivedAt <= staleMs;
    const why = frozen ? 'frozen' : 'stale';
    const detail = frozen ? `${source} repeats what was ${age} ms ago` : `${source} said nothing for ${age} ms`;
    return { source, why, detail };
  }
  const own = tick.uncertainty ?? 0;
  return { tick, value: value - (basis?.mean ?? 0), variance: own * own + (basis?.variance ?? 0) };
}

function outvote(fresh: readonly Vote[], { deviations, floor }: FusionPolicy): { honest: Vote[]; lying: LeftOut[] } {
  if (fresh.length < 3) return { honest: [...fresh], lying: [] };
  const middle = median(fresh.map(({ value }) => value));
  const off = ({ value }: Vote) => Math.abs(value - middle);
  const most = Math.max(floor, Math.max(1, deviations) * median(fresh.map(off)));
  const lying = fresh
    .filter((vote) => off(vote) > most)
    .map((vote) => ({
      source: vote.tick.source,
      why: 'lying' as const,
      detail: `${vote.tick.source} says ${vote.value} where the middle of ${fresh.length} is ${middle}`,
    }));
  return { honest: fresh.filter((vote) => off(vote) <= most), lying };
}

function fusedTick({ unit }: FusedQuantity, votes: readonly Vote[]): OracleTick {
  const value = median(votes.map((vote) => vote.value));
  const nearest = votes.reduce((best, vote) =>
    Math.abs(vote.value - value) < Math.abs(best.value - value) ? vote : best,
  ).tick;
  const worth = Math.min(...votes.map(({ tick }) => WORTH.indexOf(tick.quality)));
  return {
    ...nearest,
    source: FUSED,
    unit,
    fact: withValue(nearest.fact, value),
    eventTime: Math.round(median(votes.map(({ tick }) => tick.eventTime))),
    receivedAt: Math.max(...votes.map(({ tick }) => tick.receivedAt)),
    quality: WORTH[worth] ?? 'provisional',
    uncertainty: uncertaintyOf(votes, value),
  };
}

function uncertaintyOf(votes: readonly Vote[], value: number): number | null {
  const known = votes.some(({ tick, variance }) => tick.uncertainty !== null || variance > 0);
  const own = votes.reduce((sum, { variance }) => sum + variance, 0) / votes.length;
  if (votes.length < 2) return known ? Math.sqrt(own) : null;
  const off = votes.map((vote) => Math.abs(vote.value - value));
  const mad = median(off);
  const deviation =
    mad > 0 ? PER_MAD * mad : (PER_MEAN_DEVIATION * off.reduce((sum, one) => sum + one, 0)) / off.length;
  return Math.sqrt((MEDIAN_LOSS * MEDIAN_LOSS * deviation * deviation + own) / votes.length);
}
