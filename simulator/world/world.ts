import { addressOf } from './identifiers.js';
import { type Lane, lanesOf } from './lanes.js';
import { makeQuestion, timelineOf } from './make-question.js';
import { listedOn, type Question, type Timeline, type Venue } from './question.js';

export interface WorldOptions {
  readonly seed: number;
  /** Unix milliseconds at which world time is 0. */
  readonly origin: number;
  /** World milliseconds per real millisecond. */
  readonly speed: number;
  /** Lanes whose Polymarket markets live on the second generation of its contracts; none unless told. */
  readonly protocolV2Lanes?: Iterable<number>;
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

/** What a question is about, with its time: contests share their candidates, so there it is the contest. */
const wordsOf = ({ kalshiTitle, outcomes }: Question): string =>
  outcomes.length > 1 ? kalshiTitle : (outcomes[0]?.kalshiRules ?? '');

const CACHED_QUESTIONS = 2_000;
const MOST_DRAWS = 20;

/**
 * Every question there was, is and will be: a pure function of (seed, origin, speed). It keeps nothing but a cache,
 * so a simulator that was started again with the same options knows every market of the one before it.
 */
export class World {
  readonly seed: number;
  readonly origin: number;
  readonly speed: number;
  readonly lanes: readonly Lane[];
  readonly protocolV2Lanes: ReadonlySet<number>;
  readonly #cache = new Map<string, Question>();

  constructor(options: WorldOptions) {
    this.seed = options.seed;
    this.origin = options.origin;
    this.speed = options.speed;
    this.lanes = lanesOf(options.seed);
    this.protocolV2Lanes = new Set(options.protocolV2Lanes);
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

  /** Two questions of the same words would be one, and it could not end in two ways: the later lane asks something else. */
  #make(lane: Lane, index: number): Question {
    for (let draw = 0; ; draw++) {
      const question = makeQuestion(this.seed, lane, index, (at) => this.wallTime(at), draw);
      if (draw === MOST_DRAWS || !this.lanes.slice(0, lane.index).some((other) => this.#isAsked(question, other)))
        return question;
    }
  }

  #isAsked(question: Question, other: Lane): boolean {
    const { closeAt } = question.timeline;
    const second = this.#secondOf(closeAt);
    const newest = this.newestIndex(other, closeAt);
    return [newest - 1, newest].some((index) => {
      if (index < 0 || this.#secondOf(timelineOf(this.seed, other, index).closeAt) !== second) return false;
      const asked = this.question(other.index, index);
      return asked !== null && wordsOf(asked) === wordsOf(question);
    });
  }

  /** Texts name times to the second. */
  #secondOf(world: number): number {
    return Math.floor(this.wallTime(world) / 1_000);
  }

  /** The question and outcome of a market number, if it was listed on the venue by world time `at`. */
  market(number: number, venue: Venue, at: number): { question: Question; outcome: number } | null {
    if (!Number.isSafeInteger(number) || number < 0) return null;
    const address = addressOf(number);
    const question = this.question(address.lane, address.index);
    if (!question || !listedOn(question.kind, venue) || at < question.timeline.listedAt) return null;
    return address.outcome < question.outcomes.length ? { question, outcome: address.outcome } : null;
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
