import type { Strike } from '@pm-arbitrage/core/domain/market.js';
import { isBody, type Body } from './read-fields.js';

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** The strike of a Market of the REST API; null where it lists none (`strike_type` is absent in old markets). */
export function readStrike(raw: Body): Strike | null {
  const type = raw['strike_type'];
  if (typeof type !== 'string' || type === '') return null;
  return { type, floor: number(raw['floor_strike']), cap: number(raw['cap_strike']) };
}

/** The names of an Event's settlement sources, its addresses where one has no name. */
export function readSources(raw: Body): string[] {
  const sources: unknown = raw['settlement_sources'];
  if (!Array.isArray(sources)) return [];
  return (sources as unknown[]).filter(isBody).flatMap(({ name, url }) => {
    const source = typeof name === 'string' && name !== '' ? name : url;
    return typeof source === 'string' && source !== '' ? [source] : [];
  });
}
