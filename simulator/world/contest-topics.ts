import type { OutcomeText } from './question.js';
import {
  between,
  clockTime,
  longDate,
  pick,
  pickSome,
  shortDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Exclusive events: several outcomes of which exactly one happens. */

export const CANDIDATES = [
  'Alma Reyes',
  'Boris Lindqvist',
  'Carmen Adeyemi',
  'Dmitri Hale',
  'Esther Kowalski',
  'Farid Nasser',
  'Greta Holm',
] as const;
export const RACES = [
  'the Porto Azul mayoral election',
  'the Free Alliance leadership vote',
  'the Harbor County special election',
] as const;
const HOSTS = ['Geneva', 'Doha', 'Oslo', 'Istanbul', 'Singapore', 'Nairobi', 'Vienna'] as const;

/** Label of the outcome that stands for names not known yet; it never trades. */
export const PLACEHOLDER_LABEL = 'Person A';
/** Label of the outcome that pays when no named one does. */
export const OTHER_LABEL = 'Other';

interface ContestOptions extends TopicOptions {
  readonly count: number;
}

export function electionTopic({ random, closesAt, count }: ContestOptions, augmented: boolean): Topic {
  const race = pick(random, RACES);
  const named = pickSome<string>(random, CANDIDATES, augmented ? count - 2 : count);
  const labels = augmented ? [...named, OTHER_LABEL, PLACEHOLDER_LABEL] : named;
  const when = `${longDate(closesAt)}, ${clockTime(closesAt)}`;
  const closing = augmented
    ? 'If anyone else wins, the market for "Other" resolves to "Yes". Placeholder outcomes may be replaced by new names.'
    : 'Only the candidates listed in this event are on the ballot, and exactly one of them wins.';
  return {
    seriesTicker: 'KXLOCALELECTION',
    kalshiTitle: `Who will win ${race}? (${shortDate(closesAt)}, ${clockTime(closesAt)})`,
    kalshiSubtitle: shortDate(closesAt),
    polymarketTitle: `Winner of ${race} (${when})`,
    source: { name: 'Electoral commission', url: 'https://results.example.org/' },
    polymarketLabels: YES_NO,
    outcomes: labels.map((label, position): OutcomeText => ({
      label,
      code: `${label
        .replace(/[^A-Za-z]/g, '')
        .slice(0, 4)
        .toUpperCase()}${position}`,
      kalshiRules: `If ${label} wins ${race} counted on ${shortDate(closesAt)} at ${clockTime(closesAt)}, then the market resolves to Yes. ${closing}`,
      polymarketQuestion:
        label === OTHER_LABEL ? `Will someone else win ${race} (${when})?` : `Will ${label} win ${race} (${when})?`,
      polymarketRules: `This market will resolve to "Yes" if ${label === OTHER_LABEL ? 'a person not listed' : label} wins ${race} as certified at ${when}. Otherwise, it will resolve to "No". ${closing}`,
    })),
  };
}

export function summitTopic({ random, closesAt, count }: ContestOptions): Topic {
  const hosts = pickSome<string>(random, HOSTS, count);
  const when = `${longDate(closesAt)}, ${clockTime(closesAt)}`;
  const closing = `The host is drawn from exactly these cities: ${hosts.join(', ')}.`;
  return {
    seriesTicker: 'KXSUMMITHOST',
    kalshiTitle: `Which city will host the peace summit announced on ${shortDate(closesAt)}, ${clockTime(closesAt)}?`,
    kalshiSubtitle: shortDate(closesAt),
    polymarketTitle: `Host of the peace summit announced ${when}`,
    source: { name: 'Reuters', url: 'https://www.reuters.com/world/' },
    polymarketLabels: YES_NO,
    outcomes: hosts.map((host, position): OutcomeText => ({
      label: host,
      code: `${host.slice(0, 3).toUpperCase()}${position}`,
      kalshiRules: `If ${host} is announced as host of the peace summit on ${shortDate(closesAt)} at ${clockTime(closesAt)}, then the market resolves to Yes. ${closing}`,
      polymarketQuestion: `Will ${host} host the peace summit announced ${when}?`,
      polymarketRules: `This market will resolve to "Yes" if ${host} is announced as the host city at ${when}. Otherwise, it will resolve to "No". ${closing}`,
    })),
  };
}

/** Temperature bands that leave no gap: below, several two-degree bands, above. */
export function temperatureBandsTopic({ random, closesAt, count }: ContestOptions): Topic {
  const lowest = between(random, 40, 70);
  const moment = `${clockTime(closesAt)} on ${shortDate(closesAt)}`;
  const closing =
    'Temperatures are whole degrees Fahrenheit from the National Weather Service report for Austin-Bergstrom (KAUS).';
  const outcomes = Array.from({ length: count }, (_, position): OutcomeText => {
    const low = lowest + 2 * (position - 1);
    const first = position === 0;
    const last = position === count - 1;
    const label = first ? `${lowest - 1}° or below` : last ? `${low}° or above` : `${low}° to ${low + 1}°`;
    const strike = first
      ? ({ type: 'less', cap: lowest } as const)
      : last
        ? ({ type: 'greater', floor: low - 1 } as const)
        : ({ type: 'between', floor: low, cap: low + 1 } as const);
    return {
      label,
      code: first ? `T${lowest}` : last ? `T${low - 1}` : `B${low + 0.5}`,
      strike,
      kalshiRules: `If the highest temperature in Austin up to ${moment} is ${label}, then the market resolves to Yes. ${closing}`,
      polymarketQuestion: `Will the highest temperature in Austin be ${label} by ${moment}?`,
      polymarketRules: `This market will resolve to "Yes" if the highest temperature in Austin by ${moment} is ${label}. ${closing}`,
    };
  });
  return {
    seriesTicker: 'KXHIGHAUS',
    kalshiTitle: `Highest temperature in Austin on ${shortDate(closesAt)} up to ${clockTime(closesAt)}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)}`,
    polymarketTitle: `Highest temperature in Austin by ${moment}?`,
    source: { name: 'National Weather Service', url: 'https://www.weather.gov/wrh/timeseries' },
    polymarketLabels: YES_NO,
    outcomes,
  };
}
