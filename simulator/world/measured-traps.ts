import { RELEASES } from './measured-topics.js';
import {
  between,
  capital,
  clockTime,
  longDate,
  pick,
  shortDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Traps about a temperature or a release. */

/** Cities whose two venues read two stations, as the real ones do. */
const CITIES = [
  {
    name: 'New York City',
    series: 'KXHIGHNY',
    here: 'Central Park (KNYC)',
    there: 'LaGuardia Airport Station',
    code: 'KLGA',
  },
  {
    name: 'Chicago',
    series: 'KXHIGHCHI',
    here: 'Midway Airport (KMDW)',
    there: "O'Hare International Airport Station",
    code: 'KORD',
  },
  {
    name: 'Denver',
    series: 'KXHIGHDEN',
    here: 'Denver International Airport (KDEN)',
    there: 'Buckley Space Force Base Station',
    code: 'KBKF',
  },
] as const;

export function stationTrap({ random, closesAt }: TopicOptions): Topic {
  const city = pick(random, CITIES);
  const degrees = between(random, 28, 84);
  const moment = clockTime(closesAt);
  const asked = `above ${degrees}°F`;
  return {
    seriesTicker: city.series,
    kalshiTitle: `Highest temperature in ${city.name} on ${shortDate(closesAt)} up to ${moment}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)}`,
    polymarketTitle: `Highest temperature in ${city.name} ${asked} on ${longDate(closesAt)} by ${moment}?`,
    source: { name: 'National Weather Service', url: 'https://www.weather.gov/wrh/climate' },
    polymarketSource: {
      name: 'National Weather Service',
      url: `https://www.weather.gov/wrh/timeseries?site=${city.code}`,
    },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `Above ${degrees}°`,
        code: `T${degrees}`,
        strike: { type: 'greater', floor: degrees },
        kalshiRules:
          `If the highest temperature recorded at ${city.here} on ${shortDate(closesAt)} up to ${moment}, as reported by the ` +
          `National Weather Service, is greater than ${degrees}° Fahrenheit, then the market resolves to Yes.`,
        polymarketQuestion: `Will the highest temperature in ${city.name} be ${asked} on ${longDate(closesAt)} by ${moment}?`,
        polymarketRules:
          `This market will resolve to "Yes" if the highest temperature recorded at the ${city.there} on ${longDate(closesAt)}, ` +
          `measured until ${moment}, is ${asked}. Otherwise, this market will resolve to "No". The resolution source is the ` +
          `"Temp" column of the National Weather Service for the ${city.there} (${city.code}), in whole degrees Fahrenheit.`,
      },
    ],
  };
}

export function revisionTrap({ random, closesAt }: TopicOptions): Topic {
  const release = pick(random, RELEASES);
  const strike = between(random, release.low, release.high) / 10;
  const moment = clockTime(closesAt);
  const asked = `higher than ${strike}%`;
  return {
    seriesTicker: release.series,
    kalshiTitle: `${capital(release.name)} in the release of ${shortDate(closesAt)}, ${moment}?`,
    kalshiSubtitle: `Release of ${shortDate(closesAt)}`,
    polymarketTitle: `${capital(release.name)} ${asked}, revised? (${longDate(closesAt)}, ${moment})`,
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
        polymarketQuestion: `Will ${release.name} be revised to ${asked} after the ${longDate(closesAt)}, ${moment} release?`,
        polymarketRules:
          `This market will resolve to "Yes" if the ${release.agency} puts ${release.name} at ${asked} in the revised estimate ` +
          `that follows the release of ${longDate(closesAt)} at ${moment}. Otherwise, this market will resolve to "No". The ` +
          `advance estimate itself will not be considered.`,
      },
    ],
  };
}
