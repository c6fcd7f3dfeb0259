import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { geopoliticsTopic, politicsTopic, sportsTopic } from './announced-topics.js';
import { electionTopic, PLACEHOLDER_LABEL, summitTopic, temperatureBandsTopic } from './contest-topics.js';
import type { Lane } from './lanes.js';
import { drawNewsTimes, type LatentPath, latentPath } from './latent-path.js';
import { cryptoTopic, economicsTopic, upDownTopic, weatherTopic } from './measured-topics.js';
import type { Question, Timeline } from './question.js';
import type { Topic, TopicOptions } from './topic.js';

const LISTED_BEFORE_OPEN_MS = 3_000;
/** Share of twins whose Polymarket question asks for the opposite. */
const INVERSE_SHARE = 0.25;

/** When the `index`-th question of a lane lives, in world milliseconds since the origin. */
export function timelineOf(seed: number, lane: Lane, index: number): Timeline {
  const random = seededRandom(seedFrom(seed, 'timeline', lane.index, index));
  const openAt = index * lane.periodMs - lane.offsetMs;
  // Whole seconds, because Kalshi's timer field has no fraction.
  const timerMs = 1_000 * (2 + Math.floor(random.next() * 3));
  const closeAt = openAt + lane.periodMs - Math.floor(300 + random.next() * 1_200);
  const determinedAt = closeAt + Math.floor(900 + random.next() * 900);
  return { listedAt: openAt - LISTED_BEFORE_OPEN_MS, openAt, closeAt, determinedAt, settledAt: determinedAt + timerMs };
}

/**
 * The `index`-th question of a lane: its words, its truth and its end, from nothing but the arguments.
 * @param wallAt turns world milliseconds into Unix milliseconds for the dates in the texts.
 * @param draw counts up while another lane asks the very same
 */
export function makeQuestion(
  seed: number,
  lane: Lane,
  index: number,
  wallAt: (worldMs: number) => number,
  draw = 0,
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

  return {
    lane: lane.index,
    index,
    kind: lane.kind,
    category: lane.category,
    ...topic,
    inverse,
    timeline,
    news,
    probabilityAt(outcome, at) {
      const elapsed = at - timeline.openAt;
      if (!exclusive) return paths[0]?.probabilityAt(elapsed) ?? 0;
      return exclusiveProbability(paths, outcome, elapsed);
    },
    happened(outcome) {
      if (!exclusive) return winner === 0;
      return outcome === (winner < 0 ? paths.length : winner);
    },
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

interface PathOptions {
  readonly durationMs: number;
  readonly news: readonly number[];
  readonly random: Random;
}

function pathsOf(seed: number, lane: Lane, index: number, topic: Topic, options: PathOptions): LatentPath[] {
  const tradeable = topic.outcomes.filter((outcome) => outcome.label !== PLACEHOLDER_LABEL).length;
  const count = Math.max(1, tradeable - 1);
  return Array.from({ length: count }, (_, position) => {
    const start =
      tradeable === 1
        ? 0.1 + 0.8 * options.random.next()
        : // Even shares of the stick, shaken, so that no outcome starts without a chance.
          (0.7 + 0.6 * options.random.next()) / (tradeable - position);
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
