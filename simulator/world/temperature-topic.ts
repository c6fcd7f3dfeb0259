import { shortDate, type Topic, YES_NO } from './topic.js';

/* Questions about tomorrow's highest temperature, in the words that Kalshi had for those that its climate report settles. */

const CITIES: Readonly<Record<string, { readonly name: string; readonly code: string; readonly series: string }>> = {
  knyc: { name: 'New York City', code: 'CLINYC', series: 'KXHIGHNY' },
  kaus: { name: 'Austin', code: 'CLIAUS', series: 'KXHIGHAUS' },
  kmia: { name: 'Miami', code: 'CLIMIA', series: 'KXHIGHMIA' },
};

/** @param noon a moment within the day of the place that is still that day in UTC, Unix ms. @throws RangeError */
export function temperatureTopic(symbol: string, noon: number, strike: number): Topic {
  const city = CITIES[symbol];
  if (city === undefined) throw new RangeError(`no texts about the weather at ${symbol}; add its city`);
  const day = shortDate(noon);
  const title = `Will the maximum temperature in ${city.name} be >${strike}° on ${day}?`;
  const rules =
    `If the maximum temperature recorded at ${city.name} (${city.code}) for ${day}, is greater than ${strike}° fahrenheit ` +
    `according to the National Weather Service's Climatological Report (Daily), then the market resolves to Yes.`;
  return {
    seriesTicker: city.series,
    kalshiTitle: title,
    kalshiSubtitle: `On ${day}`,
    polymarketTitle: title,
    source: { name: 'National Weather Service', url: 'https://www.weather.gov/wrh/climate' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `${strike + 1}° or above`,
        code: `T${strike}`,
        strike: { type: 'greater', floor: strike },
        kalshiRules: rules,
        polymarketQuestion: title,
        polymarketRules: rules,
      },
    ],
  };
}
