import { refuse } from '../terms-refusal.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import type { TemperatureSource } from './temperature-terms.js';

const SOURCES: readonly (readonly [RegExp, TemperatureSource])[] = [
  [/\bThe Weather Company\b/i, 'twc'],
  [/\bClimatological Report \(Daily\)|\bDaily Climat(?:e|ological) Report\b/i, 'nws-cli'],
  [/\bweather\.gov\/wrh\/timeseries\b/i, 'noaa-hourly'],
  [/\bWunderground\b|\bWeather Underground\b/i, 'wunderground'],
];
/** What is read instead where the source has nothing; seldom, and known only then. */
const FALLBACK = /\bIf [^.]{0,200}\b(?:unavailable|not available|no data)\b[^.]{0,300}\./gi;
const OTHERS = /\bHong Kong Observatory\b|\bAccuWeather\b|\bOpenWeather\b|\bMet Office\b|\bweather\.com\b/i;

/**
 * Who publishes the temperature: by what a text names, never by venue or city, for both venues changed theirs in August
 * 2026 (reference §0).
 * @throws TermsRefusal `no-source`, `unknown-source`, `contradiction`
 */
export function readTemperatureSource(sourced: string): Worded<TemperatureSource> {
  const text = sourced.replaceAll(FALLBACK, ' ');
  const found = SOURCES.map(([pattern, source]) => wordedMatch(text, pattern, source)).filter((one) => one !== null);
  const [first, second] = found;
  const other = OTHERS.exec(text);
  if (first === undefined) {
    if (other !== null) return refuse('unknown-source', `the source is ${other[0]}`);
    const service = /\bNational Weather Service\b|\bNWS\b|\bNOAA\b/i.exec(text);
    return service === null
      ? refuse('no-source', 'nobody is named who publishes the temperature')
      : refuse('ambiguous', `which publication of ${service[0]} settles is not said`);
  }
  if (second !== undefined) return refuse('contradiction', `"${first.text}" and "${second.text}" are both named`);
  if (other !== null) return refuse('contradiction', `"${first.text}" and "${other[0]}" are both named`);
  if (first.value === 'noaa-hourly' && !/\bhourly\b/i.test(text))
    return refuse('ambiguous', 'whether hourly readings or all of them count is not said');
  return first;
}
