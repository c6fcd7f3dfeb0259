import type { MarketText } from '../text/market-text.js';

const CLAUSE = /\bresolves? to "?Yes"?,? (?:immediately )?if (.{5,400}?)(?:\.(?!\d)|,? and "?No\b)/i;

/** The words on which YES depends: Kalshi's condition, or what stands after 'will resolve to "Yes" if'. */
export const resolvingClause = ({ primary, rules }: MarketText): string =>
  primary === rules ? (CLAUSE.exec(rules)?.[1] ?? '') : primary;
