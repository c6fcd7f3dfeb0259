import type { SettlementSide } from './settlement-side.js';

/**
 * How often what decides a market does not take place as planned. Estimates on the safe side: of games of the large
 * leagues one or two in a thousand are called off for good, of elections, awards and releases fewer.
 */
const CALLED_OFF = { contest: 0.005, other: 0.002 } as const;

/** 0…1 that what decides a market is called off. */
export const calledOffProbability = ({ listing, question }: SettlementSide): number =>
  question.versus || /sport/i.test(listing.category) ? CALLED_OFF.contest : CALLED_OFF.other;
