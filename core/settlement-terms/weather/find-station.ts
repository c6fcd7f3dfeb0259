import { refuse } from '../terms-refusal.js';
import { escapePattern } from '../text/escape-pattern.js';
import type { Worded } from '../worded.js';
import { STATIONS, type Station } from './stations.js';

const bySymbol = new Map(STATIONS.map((station) => [station.symbol, station]));
/** A code of an American report is the station's without its K. */
const CODE = /\bCLI([A-Z]{3})\b|\bsite=([A-Za-z]{4})\b|\/([A-Z]{4})(?=\/|\b)/g;

const patternOf = (names: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w/])(?:${names
      .toSorted((a, b) => b.length - a.length)
      .map(escapePattern)
      .join('|')})(?![\\w])`,
    'i',
  );
const named = STATIONS.map((station) => [station, patternOf(station.names)] as const);
const byCity = new Map(
  STATIONS.flatMap((station) => station.kalshiCities.map((city) => [city.toLowerCase(), station] as const)),
);

/** The station of a city, alone or with its state: "Denver, CO" is one, "Prospect Park, New York" is none. */
const stationOfCity = (place: string): Station | undefined =>
  byCity.get(place.toLowerCase()) ?? byCity.get(place.replace(/, [A-Z]{2}$/, '').toLowerCase());

/**
 * The station of a temperature. A code and a name must mean the same one; a city stands for a station only at Kalshi and
 * only where neither code nor name is written.
 * @param place where the rules say that it is recorded, `rules` for codes and names anywhere else
 * @throws TermsRefusal `unknown-alias`, `contradiction`
 */
export function findStation(place: string, rules: string, citiesCount: boolean): Worded<Station> {
  const found: Worded<Station>[] = [];
  for (const [text, cli, site, path] of rules.matchAll(CODE)) {
    const code = (cli === undefined ? (site ?? path ?? '') : `K${cli}`).toLowerCase();
    found.push({ value: bySymbol.get(code) ?? refuse('unknown-alias', `station ${code} is in no list`), text });
  }
  for (const [station, pattern] of named) {
    const name = pattern.exec(rules);
    if (name !== null) found.push({ value: station, text: name[0] });
  }
  const city = citiesCount ? stationOfCity(place) : undefined;
  const [first] = found;
  if (first === undefined) {
    if (city === undefined) return refuse('unknown-alias', `"${place}" is no station of the list`);
    return { value: city, text: place };
  }
  const other = found.find(({ value }) => value !== first.value);
  if (other !== undefined) return refuse('contradiction', `"${first.text}" and "${other.text}" are different stations`);
  if (city !== undefined && city !== first.value)
    return refuse('contradiction', `"${first.text}" is not the station of "${place}"`);
  return first;
}
