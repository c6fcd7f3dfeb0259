import { seededPrices, SEEDED_VOLATILITY } from '../oracles/seeded-prices.js';
import type { CoinPrices } from './coin-prices.js';
import { addressOf } from './identifiers.js';
import { type Lane, lanesOf, MAX_LANES } from './lanes.js';
import { makePriceQuestion } from './make-price-question.js';
import { makeTemperatureQuestion } from './make-temperature-question.js';
import { makeQuestion, timelineOf } from './make-question.js';
import { isLadder, listedOn, outcomesOn, type Question, type Timeline, type Venue } from './question.js';
import { seededWeather, type Weather } from './weather.js';
import { amendedRules, chooseRuleChange, type RuleChange } from './rule-change.js';

export interface WorldOptions {
  readonly seed: number;
  /** Unix milliseconds at which world time is 0. */
  readonly origin: number;
  /** World milliseconds per real millisecond. */
  readonly speed: number;
  /** Unix milliseconds, ascending, at each of which one venue changes the rules of a twin; never unless told. */
  readonly ruleChangesAt?: readonly number[];
  /** Lanes whose Polymarket markets live on the second generation of its contracts; none unless told. */
  readonly protocolV2Lanes?: Iterable<number>;
  /** What coins cost. Default: seeded Brownian paths. */
  readonly prices?: CoinPrices;
}

/** Where a question stands; Kalshi's words, Polymarket's are derived from them. */
export type Phase = 'unlisted' | 'initialized' | 'active' | 'closed' | 'determined' | 'settled';

export function phaseAt(timeline: Timeline, at: number): Phase {
  if (at < timeline.listedAt) return 'unlisted';
  if (at < timeline.openAt) return 'initialized';
  if (at < timeline.closeAt) return 'active';
  if (at < timeline.determinedAt) return 'closed';
  if (at < timeline.settledAt) return 'determined';
  return 'settled';
}

const DATED = /\b\d{2}:\d{2}:\d{2} UTC\b|\b[A-Z][a-z]+ \d{1,2}, \d{4}\b/g;
const unordered = (text: string): string => text.split(/\W+/).toSorted().join(' ');
const undated = (text: string): string => unordered(text.replaceAll(DATED, ''));

/**
 * What a question is about, as texts of which no other one may say any while it lives. A number that is read at one
 * moment is one variable, and so is whether something happens, whatever the deadline: of two strikes of one price, or two
 * deadlines of one event, one implies the other, and a truth of its own for each would deny that.
 */
function subjectsOf({ category, kalshiTitle, polymarketTitle, outcomes, kind }: Question): readonly string[] {
  const rules = outcomes.flatMap(({ kalshiRules, polymarketRules }) => [kalshiRules, polymarketRules]);
  // Contests share their candidates: there it is the contest.
  if (outcomes.length > 1 && !isLadder({ kind })) return [kalshiTitle, polymarketTitle];
  // Who is named first among two countries changes nothing.
  if (category === 'politics' || category === 'geopolitics') return rules.map(undated);
  // Nor which of two teams, who play one game at a time.
  return [category === 'sports' ? unordered(kalshiTitle) : kalshiTitle, ...rules];
}

const CACHED_QUESTIONS = 2_000;
const MOST_DRAWS = 60;
/** Who lives long chooses first: many short ones come and go beside it. */
const LONG_MS = 300_000;
const rankOf = ({ index, periodMs }: Lane): number => (periodMs > LONG_MS ? index : MAX_LANES + index);
/** A venue's makers take this long to read what was changed, in world milliseconds. */
const CHANGE_READ_MS = 6_000;

/**
 * Every question there was, is and will be: a pure function of its options. It keeps nothing but a cache, and the rule
 * changes it was told of, so a simulator that was started again with the same options knows every market of the one before it.
 */
export class World {
  readonly seed: number;
  readonly origin: number;
  readonly speed: number;
  readonly lanes: readonly Lane[];
  readonly prices: CoinPrices;
  readonly weather: Weather;
  readonly protocolV2Lanes: ReadonlySet<number>;
  readonly #ruleChanges: RuleChange[] = [];
  readonly #cache = new Map<string, Question>();

  constructor(options: WorldOptions) {
    this.seed = options.seed;
    this.origin = options.origin;
    this.speed = options.speed;
    this.lanes = lanesOf(options.seed, options.origin, options.speed);
    this.prices = options.prices ?? {
      priceOf: seededPrices({ seed: options.seed, origin: options.origin }),
      volatility: SEEDED_VOLATILITY,
    };
    this.weather = seededWeather(options.seed);
    this.protocolV2Lanes = new Set(options.protocolV2Lanes);
    for (const at of options.ruleChangesAt ?? []) this.changeRulesAt(at);
  }

  get ruleChanges(): readonly RuleChange[] {
    return this.#ruleChanges;
  }

  /**
   * Lets one venue change the rules of a twin that trades at a Unix time in milliseconds, which should not have passed:
   * what was listed and believed until now stays as it was. A world of the same options must be told of it again.
   */
  changeRulesAt(wall: number): RuleChange | null {
    const change = chooseRuleChange(this.seed, this.lanes, this.worldTime(wall), this.#ruleChanges);
    if (change !== null) this.#ruleChanges.push(change);
    return change;
  }

  /** World milliseconds at a Unix time in milliseconds. */
  worldTime(wall: number): number {
    return (wall - this.origin) * this.speed;
  }

  /** Unix milliseconds, whole, at a world time. */
  wallTime(world: number): number {
    return Math.round(this.origin + world / this.speed);
  }

  /** The question of a lane, or null where the lane never has one. */
  question(lane: number, index: number): Question | null {
    const spec = this.lanes[lane];
    if (!spec || !Number.isSafeInteger(index) || index < 0) return null;
    const key = `${lane}/${index}`;
    const cached = this.#cache.get(key);
    if (cached) return cached;
    const question = this.#make(spec, index);
    this.#cache.set(key, question);
    if (this.#cache.size > CACHED_QUESTIONS) {
      const oldest = this.#cache.keys().next().value;
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    return question;
  }

  /** Two questions about one thing could not end in two ways: who chooses later asks something else. */
  #make(lane: Lane, index: number): Question {
    const { place, price } = lane;
    if (price !== null)
      return makePriceQuestion(this.seed, { ...lane, price }, index, (at) => this.wallTime(at), this.prices);
    if (place !== null)
      return makeTemperatureQuestion(this.seed, { ...lane, place }, index, (at) => this.wallTime(at), this.weather);
    const change = () => {
      const changed = this.#changeOf(lane.index, index);
      return changed && ({ venue: changed.venue, relation: 'narrower', from: changed.at + CHANGE_READ_MS } as const);
    };
    const taken = this.#takenBefore(lane, index);
    for (let draw = 0; ; draw++) {
      const question = makeQuestion(this.seed, lane, index, (at) => this.wallTime(at), { draw, change });
      if (draw === MOST_DRAWS || !subjectsOf(question).some((subject) => taken.has(subject))) return question;
    }
  }

  /** What lanes that choose before this one ask about at any time of a question's life. */
  #takenBefore(lane: Lane, index: number): ReadonlySet<string> {
    const { listedAt, settledAt } = timelineOf(this.seed, lane, index);
    const taken = new Set<string>();
    for (const other of this.lanes) {
      // Questions of two categories have nothing in common, and what the feeds tell has one truth.
      if (
        other.price !== null ||
        other.place !== null ||
        other.category !== lane.category ||
        rankOf(other) >= rankOf(lane)
      )
        continue;
      for (let at = this.newestIndex(other, settledAt); at >= 0; at--) {
        if (timelineOf(this.seed, other, at).settledAt < listedAt) break;
        const question = this.question(other.index, at);
        if (question !== null) for (const subject of subjectsOf(question)) taken.add(subject);
      }
    }
    return taken;
  }

  /** The question and outcome of a market number, if it was listed on the venue by world time `at`. */
  market(number: number, venue: Venue, at: number): { question: Question; outcome: number } | null {
    if (!Number.isSafeInteger(number) || number < 0) return null;
    const address = addressOf(number);
    const question = this.question(address.lane, address.index);
    if (!question || !listedOn(question.kind, venue) || at < question.timeline.listedAt) return null;
    return outcomesOn(question, venue).includes(address.outcome) ? { question, outcome: address.outcome } : null;
  }

  /** What the venue shows as an outcome's rules at world time `at`. */
  rules(question: Question, venue: Venue, outcome: number, at: number): string {
    const text = question.outcomes[outcome];
    const rules = (venue === 'kalshi' ? text?.kalshiRules : text?.polymarketRules) ?? '';
    const change = this.changeOf(question, venue, at);
    return change === null ? rules : amendedRules(rules, question, venue, this.wallTime(change.at));
  }

  /** The change that a question's rules have gone through on the venue by world time `at`. */
  changeOf({ lane, index }: Question, venue: Venue, at: number): RuleChange | null {
    const change = this.#changeOf(lane, index);
    return change === null || change.venue !== venue || at < change.at ? null : change;
  }

  #changeOf(lane: number, index: number): RuleChange | null {
    return this.#ruleChanges.find((change) => change.lane === lane && change.index === index) ?? null;
  }

  /** Questions listed and not settled at world time `at`, by lane, the older one first. */
  current(at: number): Question[] {
    const questions: Question[] = [];
    for (const lane of this.lanes) {
      const newest = this.newestIndex(lane, at);
      for (let index = Math.max(0, newest - 1); index <= newest; index++) {
        const question = this.question(lane.index, index);
        if (question && phaseAt(question.timeline, at) !== 'settled') questions.push(question);
      }
    }
    return questions;
  }

  /** Every question the venue ever listed up to world time `at`, the latest opening first. */
  *listedBackwards(venue: Venue, at: number): Generator<Question> {
    const next = this.lanes.map((lane) => this.newestIndex(lane, at));
    for (;;) {
      let lane = -1;
      let latest = -Infinity;
      for (const candidate of this.lanes) {
        const index = next[candidate.index] ?? -1;
        if (index < 0 || !listedOn(candidate.kind, venue)) continue;
        const { openAt } = timelineOf(this.seed, candidate, index);
        if (openAt > latest) {
          latest = openAt;
          lane = candidate.index;
        }
      }
      if (lane < 0) return;
      const index = next[lane] ?? 0;
      next[lane] = index - 1;
      const question = this.question(lane, index);
      if (question) yield question;
    }
  }

  /** Index of the youngest question of a lane that is listed at world time `at`; -1 before the first. */
  newestIndex(lane: Lane, at: number): number {
    let index = Math.max(-1, Math.floor((at + lane.offsetMs) / lane.periodMs));
    if (timelineOf(this.seed, lane, index + 1).listedAt <= at) index++;
    return index;
  }
}
