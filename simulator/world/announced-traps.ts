import { COUNTRIES, NOMINEES, OFFICES } from './announced-topics.js';
import {
  clockTime,
  initials,
  longDate,
  pick,
  pickSome,
  shortDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Traps about something that happens or does not. */

const senate = { name: 'United States Senate', url: 'https://www.senate.gov/legislative/nominations_new.htm' } as const;
const reuters = { name: 'Reuters', url: 'https://www.reuters.com/world/' } as const;
const DAY = 86_400_000;

export function dayShiftTrap({ random, closesAt }: TopicOptions): Topic {
  const nominee = pick(random, NOMINEES);
  const office = pick(random, OFFICES);
  const here = `${clockTime(closesAt)} on ${shortDate(closesAt)}`;
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt + DAY)}`;
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `Will ${nominee} be confirmed as ${office} before ${clockTime(closesAt)}, ${shortDate(closesAt)}?`,
    kalshiSubtitle: `Before ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${nominee} confirmed as ${office} by ${deadline}?`,
    source: senate,
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: nominee,
        code: initials(nominee),
        kalshiRules: `If the Senate confirms ${nominee} as ${office} before ${here}, then the market resolves to Yes.`,
        polymarketQuestion: `Will the Senate confirm ${nominee} as ${office} by ${deadline}?`,
        polymarketRules: `This market will resolve to "Yes" if the U.S. Senate votes to confirm ${nominee} as ${office} by ${deadline}. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`,
      },
    ],
  };
}

const ACTS = [
  { thing: 'a ceasefire', effect: 'take effect', short: 'ceasefire in effect', code: 'CEASE' },
  { thing: 'a border agreement', effect: 'enter into force', short: 'border agreement in force', code: 'BORDER' },
  { thing: 'a trade deal', effect: 'take effect', short: 'trade deal in effect', code: 'TRADE' },
] as const;

export function effectiveTrap({ random, closesAt }: TopicOptions): Topic {
  const [one = 'Armenia', other = 'Azerbaijan'] = pickSome<string>(random, COUNTRIES, 2);
  const act = pick(random, ACTS);
  const here = `${clockTime(closesAt)} on ${shortDate(closesAt)}`;
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXWORLDDEAL',
    kalshiTitle: `Will ${one} and ${other} announce ${act.thing} before ${clockTime(closesAt)}, ${shortDate(closesAt)}?`,
    kalshiSubtitle: `Before ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${one} x ${other} ${act.short} by ${deadline}?`,
    source: reuters,
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `${one} and ${other}`,
        code: act.code,
        kalshiRules: `If ${one} and ${other} announce ${act.thing} before ${here}, as reported by Reuters, then the market resolves to Yes. It need not have begun.`,
        polymarketQuestion: `Will ${act.thing} between ${one} and ${other} ${act.effect} by ${deadline}?`,
        polymarketRules: `This market will resolve to "Yes" if ${act.thing} between ${one} and ${other} ${act.effect === 'take effect' ? 'takes effect' : 'enters into force'} by ${deadline}, according to Reuters. An announcement alone will not suffice. Otherwise, this market will resolve to "No".`,
      },
    ],
  };
}

/** Kalshi's listing has not filled in the name; the ticker is of another person than the one Polymarket asks about. */
export function placeholderTrap({ random, closesAt }: TopicOptions): Topic {
  const [hidden = NOMINEES[0], nominee = NOMINEES[1]] = pickSome<string>(random, NOMINEES, 2);
  const office = pick(random, OFFICES);
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `Will  be confirmed as ${office} before ${clockTime(closesAt)}, ${shortDate(closesAt)}?`,
    kalshiSubtitle: `Before ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${nominee} confirmed as ${office} by ${deadline}?`,
    source: senate,
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Before ${clockTime(closesAt)}`,
        code: initials(hidden),
        kalshiRules: `If the Senate confirms  as ${office} before ${clockTime(closesAt)} on ${shortDate(closesAt)}, then the market resolves to Yes.`,
        polymarketQuestion: `Will the Senate confirm ${nominee} as ${office} by ${deadline}?`,
        polymarketRules: `This market will resolve to "Yes" if the U.S. Senate votes to confirm ${nominee} as ${office} by ${deadline}. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`,
      },
    ],
  };
}

export function nextTrap({ random, closesAt }: TopicOptions): Topic {
  const nominee = pick(random, NOMINEES);
  const office = pick(random, OFFICES);
  const here = `${clockTime(closesAt)} on ${shortDate(closesAt)}`;
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `Who will be the next ${office}? (${shortDate(closesAt)}, ${clockTime(closesAt)})`,
    kalshiSubtitle: `By ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${nominee} confirmed as ${office} by ${deadline}?`,
    source: reuters,
    polymarketSource: senate,
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: nominee,
        code: initials(nominee),
        kalshiRules: `If ${nominee} is the next person to take office as ${office}, by ${here}, then the market resolves to Yes. Acting holders of the office do not count.`,
        polymarketQuestion: `Will the Senate confirm ${nominee} as ${office} by ${deadline}?`,
        polymarketRules: `This market will resolve to "Yes" if the U.S. Senate votes to confirm ${nominee} as ${office} by ${deadline}, whether or not the nominee has taken office. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`,
      },
    ],
  };
}
