import { isBody, readIsoTime, shown, type Body } from '../../transport/read-fields.js';
import { isAirTemperature, readDegrees, readDegreeUnit, toUnit } from '../degrees.js';
import type { DegreeUnit } from '../station.js';
import { readMetarRemarks } from './metar-remarks.js';

/** One observation at a station, temperatures in the unit that was asked for. */
export interface Observation {
  readonly kind: 'observation';
  /** `KNYC` */
  readonly station: string;
  /** Unix ms. */
  readonly time: number;
  readonly value: number;
  /** Standard error of the value by its rounding. */
  readonly uncertainty: number;
  /** Highest of the six hours before; null where it is not reported. */
  readonly sixHourMaximum: number | null;
  /** Lowest of them, alike. */
  readonly sixHourMinimum: number | null;
}

export type ObservationNews =
  | Observation
  | { readonly kind: 'refused'; readonly why: 'malformed' | 'missing-value'; readonly reason: string };

/** Error of a rounding to whole and to tenth degrees Celsius, as a standard deviation: half a step over √3. */
const WHOLE_C = 0.5 / Math.sqrt(3);
const TENTH_C = 0.05 / Math.sqrt(3);
/** Marks of quality control that say the value is wrong: failed, bad, questioned. */
const BAD = new Set(['X', 'B', 'Q']);

const refused = (why: 'malformed' | 'missing-value', reason: string): ObservationNews => ({
  kind: 'refused',
  why,
  reason,
});

/** Reads an observation or a collection of them (`/stations/{id}/observations`, `…/latest`), oldest first. Never throws. */
export function readObservations(body: unknown, unit: DegreeUnit): readonly ObservationNews[] {
  if (!isBody(body)) return [refused('malformed', `the answer is ${shown(body)} instead of an object`)];
  const features = body['type'] === 'FeatureCollection' || body['features'] !== undefined ? body['features'] : [body];
  if (!Array.isArray(features)) return [refused('malformed', `the answer has the features ${shown(features)}`)];
  const time = (news: ObservationNews) => (news.kind === 'observation' ? news.time : 0);
  return features.map((feature: unknown) => readFeature(feature, unit)).toSorted((a, b) => time(a) - time(b));
}

function readFeature(feature: unknown, unit: DegreeUnit): ObservationNews {
  const properties = isBody(feature) ? feature['properties'] : undefined;
  if (!isBody(properties)) return refused('malformed', `an observation has the properties ${shown(properties)}`);
  const station = /\/stations\/([A-Z0-9]{3,8})$/i.exec(textOf(properties['station']))?.[1]?.toUpperCase();
  const time = readIsoTime(properties['timestamp']);
  if (Number.isNaN(time)) return refused('malformed', `an observation has the time ${shown(properties['timestamp'])}`);
  if (station === undefined)
    return refused('malformed', `an observation has the station ${shown(properties['station'])}`);
  const remarks = readMetarRemarks(textOf(properties['rawMessage']));
  const value = readValue(properties['temperature'], remarks.exact, unit);
  if (typeof value === 'string')
    return refused('missing-value', `${station} at ${new Date(time).toISOString()}: ${value}`);
  const step = remarks.exact === null ? WHOLE_C : TENTH_C;
  const six = (value: number | null) =>
    value !== null && isAirTemperature(value, 'degC') ? toUnit(value, 'degC', unit) : null;
  return {
    kind: 'observation',
    station,
    time,
    value,
    uncertainty: unit === 'degC' ? step : step * 1.8,
    sixHourMaximum: six(remarks.sixHourMaximum),
    sixHourMinimum: six(remarks.sixHourMinimum),
  };
}

/** The value in the unit wanted; a sentence where there is none to be trusted. */
function readValue(field: unknown, exact: number | null, unit: DegreeUnit): number | string {
  const { value: raw, unitCode, qualityControl }: Body = isBody(field) ? field : {};
  const value = readDegrees(raw);
  // The report itself may have what the decoded field lacks.
  if (value === null) {
    if (exact === null || !isAirTemperature(exact, 'degC')) return 'no temperature was measured';
    return toUnit(exact, 'degC', unit);
  }
  if (Number.isNaN(value)) return `the temperature is ${shown(raw)}`;
  const from = readDegreeUnit(unitCode);
  if (from === null) return `the temperature is in ${shown(unitCode)}`;
  if (BAD.has(textOf(qualityControl).replace(/^qc:/i, ''))) return `quality control marks it ${shown(qualityControl)}`;
  return isAirTemperature(value, from) ? toUnit(value, from, unit) : `no air has ${value} ${from}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
