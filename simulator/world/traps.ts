import { dayShiftTrap, effectiveTrap, nextTrap, placeholderTrap } from './announced-traps.js';
import { averagingTrap, bucketTrap, stepTrap, timeZoneTrap } from './crypto-traps.js';
import { revisionTrap, stationTrap } from './measured-traps.js';
import { conditionTrap, holderTrap, printTrap } from './ruled-traps.js';
import type { Divergence } from './other-truth.js';
import { otherTrap } from './other-trap.js';
import type { Category } from './question.js';
import type { Topic, TopicOptions } from './topic.js';
import type { TrapKind } from './trap-kinds.js';

interface Trap extends Divergence {
  readonly category: Category;
  readonly topic: (options: TopicOptions) => Topic;
}

/** What each trap is about, its words, and how its two sides hang together. */
export const traps: Readonly<Record<TrapKind, Trap>> = {
  station: { category: 'weather', topic: stationTrap, venue: 'polymarket', relation: 'near' },
  averaging: { category: 'crypto', topic: averagingTrap, venue: 'polymarket', relation: 'near' },
  bucket: { category: 'crypto', topic: bucketTrap, venue: 'polymarket', relation: 'wider' },
  step: { category: 'crypto', topic: stepTrap, venue: 'polymarket', relation: 'narrower' },
  'time-zone': { category: 'crypto', topic: timeZoneTrap, venue: 'polymarket', relation: 'near' },
  'day-shift': { category: 'politics', topic: dayShiftTrap, venue: 'polymarket', relation: 'wider' },
  revision: { category: 'economics', topic: revisionTrap, venue: 'polymarket', relation: 'near' },
  effective: { category: 'geopolitics', topic: effectiveTrap, venue: 'polymarket', relation: 'narrower' },
  placeholder: { category: 'politics', topic: placeholderTrap, venue: 'polymarket', relation: 'rival' },
  next: { category: 'politics', topic: nextTrap, venue: 'polymarket', relation: 'wider' },
  // Polymarket's outcomes are one exclusive event, so there the truth is; Kalshi leaves out one name more.
  other: { category: 'politics', topic: otherTrap, venue: 'kalshi', relation: 'narrower' },
  condition: { category: 'politics', topic: conditionTrap, venue: 'polymarket', relation: 'narrower' },
  print: { category: 'economics', topic: printTrap, venue: 'polymarket', relation: 'near' },
  holder: { category: 'politics', topic: holderTrap, venue: 'polymarket', relation: 'near' },
};
