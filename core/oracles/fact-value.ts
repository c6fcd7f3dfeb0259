import type { OracleFact } from '../domain/oracle-tick.js';

/** The one number that a fact is about; null where it is about more than one, or about none. */
export function factValue(fact: OracleFact): number | null {
  switch (fact.kind) {
    case 'price':
    case 'average':
      return fact.price;
    case 'temperature':
    case 'maximum':
    case 'minimum':
    case 'forecast':
    case 'low-forecast':
    case 'figure':
      return fact.value;
    case 'candle':
    case 'game':
    case 'odds':
    case 'headline':
    case 'flight':
      return null;
  }
}

/** The same fact about another number; facts about no single number stay what they are. */
export function withValue(fact: OracleFact, value: number): OracleFact {
  switch (fact.kind) {
    case 'price':
    case 'average':
      return { ...fact, price: value };
    case 'temperature':
    case 'maximum':
    case 'minimum':
    case 'forecast':
    case 'low-forecast':
    case 'figure':
      return { ...fact, value };
    case 'candle':
    case 'game':
    case 'odds':
    case 'headline':
    case 'flight':
      return fact;
  }
}

/**
 * What tells two facts of one kind about one symbol apart: the window of an average, the day of a maximum or a forecast,
 * the period of a figure and whether it is its first print; null for kinds that are about now. A revision is another
 * fact than the print that it revises: markets settle on the one or the other, so neither may take the other's place.
 */
export function factOccasion(fact: OracleFact): string | null {
  switch (fact.kind) {
    case 'average':
    case 'candle':
      return `${fact.from}-${fact.to}`;
    case 'maximum':
    case 'minimum':
    case 'forecast':
    case 'low-forecast':
      return fact.day;
    case 'figure':
      return fact.revision ? `${fact.period} revised` : fact.period;
    case 'price':
    case 'temperature':
    case 'game':
    case 'odds':
    case 'headline':
    case 'flight':
      return null;
  }
}
