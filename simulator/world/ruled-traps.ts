import { NOMINEES, OFFICES, politicsTopic } from './announced-topics.js';
import { RELEASES } from './measured-topics.js';
import {
  between,
  capital,
  clockTime,
  initials,
  longDate,
  pick,
  shortDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Traps whose titles are those of twins: only the rules differ, and not in the sentence that says when it pays. */

/** What one venue demands in addition, each with words of its own. */
const DEMANDS = [
  'A confirmation counts only if the nominee has also taken the oath of office by the deadline.',
  'Recess appointments and voice votes do not count.',
  'The nominee must also have resigned from every other office by then.',
  'It counts regardless of whether the vote is taken by the full Senate or by a committee.',
] as const;

export function conditionTrap(options: TopicOptions): Topic {
  const topic = politicsTopic({ ...options, inverse: false });
  const demand = pick(options.random, DEMANDS);
  const outcomes = topic.outcomes.map((outcome) => ({
    ...outcome,
    polymarketRules: `${outcome.polymarketRules}\n\nAdditional context: ${demand}`,
  }));
  return { ...topic, outcomes };
}

export function printTrap({ random, closesAt }: TopicOptions): Topic {
  const release = pick(random, RELEASES);
  const strike = between(random, release.low, release.high) / 10;
  const moment = clockTime(closesAt);
  const asked = `higher than ${strike}%`;
  return {
    seriesTicker: release.series,
    kalshiTitle: `${capital(release.name)} in the release of ${shortDate(closesAt)}, ${moment}?`,
    kalshiSubtitle: `Release of ${shortDate(closesAt)}`,
    polymarketTitle: `${capital(release.name)} ${asked}? (${longDate(closesAt)}, ${moment})`,
    source: { name: release.agency, url: release.url },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above ${strike}%`,
        code: `T${strike}`,
        strike: { type: 'greater', floor: strike },
        kalshiRules:
          `If ${release.name} in the advance estimate published by the ${release.agency} on ${shortDate(closesAt)} at ${moment} ` +
          `is above ${strike}%, then the market resolves to Yes. Later revisions are not considered.`,
        polymarketQuestion: `Will ${release.name} be ${asked} in the ${longDate(closesAt)}, ${moment} release?`,
        polymarketRules:
          `This market will resolve to "Yes" if the ${release.agency} puts ${release.name} at ${asked} in the revised estimate ` +
          `that follows the release of ${longDate(closesAt)} at ${moment}. Otherwise, this market will resolve to "No". The ` +
          `advance estimate itself will not be considered.`,
      },
    ],
  };
}

/** Whoever is next may leave again before that moment, and somebody may act until the next one comes. */
export function holderTrap({ random, closesAt }: TopicOptions): Topic {
  const person = pick(random, NOMINEES);
  const office = pick(random, OFFICES);
  const moment = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `Who will be the next ${office}? (${shortDate(closesAt)}, ${clockTime(closesAt)})`,
    kalshiSubtitle: `By ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${person} as ${office} at ${moment}?`,
    source: { name: 'Reuters', url: 'https://www.reuters.com/world/' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: person,
        code: initials(person),
        kalshiRules: `If ${person} is the next person to hold the office of ${office}, by ${clockTime(closesAt)} on ${shortDate(closesAt)}, then the market resolves to Yes.`,
        polymarketQuestion: `Will ${person} be ${office} at ${moment}?`,
        polymarketRules: `This market will resolve to "Yes" if ${person} is ${office} at ${moment}, according to Reuters. Whoever is acting in the office then holds it. Otherwise, this market will resolve to "No".`,
      },
    ],
  };
}
