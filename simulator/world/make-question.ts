import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { geopoliticsTopic, politicsTopic, sportsTopic } from './announced-topics.js';
import { electionTopic, PLACEHOLDER_LABEL, summitTopic, temperatureBandsTopic } from './contest-topics.js';
import type { Lane } from './lanes.js';
import { drawNewsTimes, type LatentPath, latentPath, type LatentPathOptions } from './latent-path.js';
import { deadlinesTopic, strikesTopic } from './ladder-topics.js';
import { cryptoTopic, economicsTopic, upDownTopic, weatherTopic } from './measured-topics.js';
import { type Divergence, OWN_START, otherTruth, type Truth } from './other-truth.js';
import { type Apart, isLadder, type Question, type Timeline } from './question.js';
import type { Topic, TopicOptions } from './topic.js';
import { traps } from './traps.js';

const LISTED_BEFORE_OPEN_MS = 3_000;
/** Share of twins whose Polymarket question asks for the opposite. */
const INVERSE_SHARE = 0.25;
/** Where a question with one outcome begins. */
const SINGLE_START = [0.1, 0.9] as const;
/** Where the first rung of a ladder begins, and what each further one adds of what is left: little, so that news crosses it. */
const FIRST_RUNG = [0.25, 0.6] as const;
const NEXT_RUNG = [0.01, 0.04] as const;

/** When the `index`-th question of a lane lives, in world milliseconds since the origin. */
export function timelineOf(seed: number, lane: Lane, index: number): Timeline {
  const random = seededRandom(seedFrom(seed, 'timeline', lane.index, index));
  const openAt = index * lane.periodMs - lane.offsetMs;
  // Whole seconds, because Kalshi's timer field has no fraction.
  const timerMs = 1_000 * (2 + Math.floor(random.next() * 3));
  // The sources of prices are read at whole minutes.
  const closeAt =
    lane.price === null ? openAt + lane.periodMs - Math.floor(300 + random.next() * 1_200) : openAt + lane.periodMs;
  const determinedAt = closeAt + Math.floor(900 + random.next() * 900);
  return { listedAt: openAt - LISTED_BEFORE_OPEN_MS, openAt, closeAt, determinedAt, settledAt: determinedAt + timerMs };
}

/** What makes one question of a lane another one than its lane and index say. */
export interface QuestionOptions {
  /** Counts up while another lane asks the very same. */
  readonly draw?: number;
  /** Says whether one venue's market leaves the other's, and from which world time on: its rules may change any time. */
  readonly change?: () => (Divergence & { readonly from: number }) | null;
}

/**
 * The `index`-th question of a lane: its words, its truth and its end, from nothing but the arguments.
 * @param wallAt turns world milliseconds into Unix milliseconds for the dates in the texts.
 */
export function makeQuestion(
  seed: number,
  lane: Lane,
  index: number,
  wallAt: (worldMs: number) => number,
  { draw = 0, change = () => null }: QuestionOptions = {},
): Question {
  const again = draw === 0 ? [] : [draw];
  const random = seededRandom(seedFrom(seed, 'question', lane.index, index, ...again));
  const timeline = timelineOf(seed, lane, index);
  const inverse = lane.kind === 'twin' && random.next() < INVERSE_SHARE;
  const topic = topicOf(lane, { random, closesAt: wallAt(timeline.closeAt), inverse });
  const durationMs = timeline.closeAt - timeline.openAt;
  const news = drawNewsTimes(random, durationMs, lane.newsEveryMs);
  const paths = pathsOf(seed, lane, index, topic, { durationMs, news, random });
  const winner = paths.findIndex((path) => path.outcome);
  const exclusive = topic.outcomes.length > 1;
  const truthOf = (outcome: number): Truth => {
    if (isLadder(lane)) return rungTruth(paths, outcome);
    return {
      probabilityAt: (elapsed) =>
        exclusive ? exclusiveProbability(paths, outcome, elapsed) : (paths[0]?.probabilityAt(elapsed) ?? 0),
      outcome: exclusive ? outcome === (winner < 0 ? paths.length : winner) : winner === 0,
    };
  };
  const { trap } = lane;
  const divergence = trap === null ? change : () => ({ ...traps[trap], from: -Infinity });
  const own = { seed: seedFrom(seed, 'apart', lane.index, index), durationMs, news, newsEveryMs: lane.newsEveryMs };
  let apart: Apart | null = null;

  return {
    lane: lane.index,
    index,
    kind: lane.kind,
    category: lane.category,
    ...topic,
    inverse,
    trap,
    get apart() {
      const leaves = apart === null ? divergence() : null;
      if (leaves) apart = apartOf(leaves, own, timeline.openAt, truthOf);
      return apart;
    },
    timeline,
    news,
    probabilityAt(outcome, at) {
      return truthOf(outcome).probabilityAt(at - timeline.openAt);
    },
    happened(outcome) {
      return truthOf(outcome).outcome;
    },
  };
}

/** The truth of the side that leaves the other, from a path of its own. */
function apartOf(
  { venue, relation, from }: Divergence & { readonly from: number },
  path: Omit<LatentPathOptions, 'start'>,
  openAt: number,
  truthOf: (outcome: number) => Truth,
): Apart {
  const [low, high] = OWN_START[relation];
  const start = low + (high - low) * seededRandom(seedFrom(path.seed, 'start')).next();
  const own = latentPath({ ...path, start });
  const truth = (outcome: number) => otherTruth(relation, truthOf(outcome), own);
  return {
    venue,
    from,
    probabilityAt: (outcome, at) => truth(outcome).probabilityAt(at - openAt),
    happened: (outcome) => truth(outcome).outcome,
  };
}

/**
 * Breaks the unit stick: outcome i takes its path's share of what the outcomes before it left, the last tradeable
 * one takes the rest. Products of independent martingales are martingales, and the shares add to one.
 */
function exclusiveProbability(paths: readonly LatentPath[], outcome: number, elapsed: number): number {
  if (outcome > paths.length) return 0; // the placeholder, which never happens
  let left = 1;
  for (let i = 0; i < outcome; i++) left *= 1 - (paths[i]?.probabilityAt(elapsed) ?? 0);
  return left * (paths[outcome]?.probabilityAt(elapsed) ?? 1);
}

/**
 * A rung happens wherever one before it does, or by its own path. Complements of products of independent martingales are
 * martingales, and each is at least the one before.
 */
function rungTruth(paths: readonly LatentPath[], rung: number): Truth {
  const own = paths.slice(0, rung + 1);
  return {
    probabilityAt: (elapsed) => 1 - own.reduce((none, path) => none * (1 - path.probabilityAt(elapsed)), 1),
    outcome: own.some(({ outcome }) => outcome),
  };
}

interface PathOptions {
  readonly durationMs: number;
  readonly news: readonly number[];
  readonly random: Random;
}

function pathsOf(seed: number, lane: Lane, index: number, topic: Topic, options: PathOptions): LatentPath[] {
  const tradeable = topic.outcomes.filter((outcome) => outcome.label !== PLACEHOLDER_LABEL).length;
  const ladder = isLadder(lane);
  const count = ladder ? tradeable : Math.max(1, tradeable - 1);
  return Array.from({ length: count }, (_, position) => {
    const { random } = options;
    const within = ([low, high]: readonly [number, number]) => low + (high - low) * random.next();
    // Even shares of the stick, shaken, so that no outcome of a contest starts without a chance.
    const share = () => (0.7 + 0.6 * random.next()) / (tradeable - position);
    const start = ladder
      ? within(position === 0 ? FIRST_RUNG : NEXT_RUNG)
      : tradeable === 1
        ? within(SINGLE_START)
        : share();
    return latentPath({
      seed: seedFrom(seed, 'path', lane.index, index, position),
      durationMs: options.durationMs,
      start,
      newsEveryMs: lane.newsEveryMs,
      news: options.news,
    });
  });
}

function topicOf(lane: Lane, options: TopicOptions): Topic {
  const contest = { ...options, count: lane.outcomes };
  switch (lane.kind) {
    case 'neg-risk':
      return lane.category === 'geopolitics' ? summitTopic(contest) : electionTopic(contest, false);
    case 'neg-risk-augmented':
      return electionTopic(contest, true);
    case 'kalshi-exclusive':
      return lane.category === 'weather' ? temperatureBandsTopic(contest) : electionTopic(contest, false);
    case 'polymarket-only':
      return lane.category === 'crypto' ? upDownTopic(options) : binaryTopic(lane, options);
    case 'kalshi-ladder':
    case 'polymarket-ladder':
      return lane.category === 'politics' ? deadlinesTopic(contest) : strikesTopic(contest);
    case 'trap':
      return traps[lane.trap ?? 'step'].topic(options);
    case 'kalshi-price':
    case 'polymarket-price':
    case 'kalshi-temperature':
      throw new TypeError(`a question of the kind ${lane.kind} follows the feeds: its own function makes it`);
    case 'twin':
    case 'kalshi-only':
      return binaryTopic(lane, options);
  }
}

function binaryTopic(lane: Lane, options: TopicOptions): Topic {
  switch (lane.category) {
    case 'crypto':
      return cryptoTopic(options);
    case 'weather':
      return weatherTopic(options);
    case 'politics':
      return politicsTopic(options);
    case 'geopolitics':
      return geopoliticsTopic(options);
    case 'sports':
      return sportsTopic(options);
    case 'economics':
      return economicsTopic(options);
  }
}
