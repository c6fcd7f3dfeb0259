import { callsignOf, type FlightSymbol } from '../flight-symbol.js';
import type { KnownFlight } from './read-flights.js';

/**
 * The flight that a symbol is about: by name and local day of the scheduled arrival. A diverted flight has two records,
 * the one to where it was to go and the one to where it went; the first counts.
 * @returns null where there is none, a sentence where there are several.
 */
export function chooseFlight(flights: readonly KnownFlight[], wanted: FlightSymbol): KnownFlight | string | null {
  const names = [`${wanted.airline}${wanted.number}`, callsignOf(wanted)];
  const mine = flights.filter(({ idents }) => idents.some((ident) => names.includes(ident)));
  // The record of the place where a diverted flight landed says nothing of where it was to land.
  const diverted = new Set(mine.filter(({ state }) => state === 'diverted').map(({ id }) => id));
  const told = mine.filter(({ id, state, day }) => day === wanted.day && (!diverted.has(id) || state === 'diverted'));
  const ids = new Set(told.map(({ id }) => id));
  if (ids.size > 1) return `${wanted.symbol} is ${ids.size} flights: ${[...ids].slice(0, 3).join(', ')}`;
  return told[0] ?? null;
}
