import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Read } from '../reading/question.js';
import type { SettlementSide } from './settlement-side.js';
import { WHOLE, worldApart } from './world.js';

/**
 * Worlds in which the two sides read different numbers: another publisher, another averaging, another station. Who does
 * not say what it reads may read anything, and how often that matters nobody can say.
 */
export function measuredApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  const worlds = (['source', 'averaging', 'station'] as const).flatMap((field) =>
    differing(field, a.question[field], b.question[field]),
  );
  const isMeasured = a.question.threshold !== null && b.question.threshold !== null && PRICE_OR_READING.test(titles(a));
  if (!isMeasured || worlds.length > 0 || a.question.source !== null) return worlds;
  return [worldApart('source', null, WHOLE, 'neither side names the source of the number that decides')];
}

const PRICE_OR_READING =
  /pric|temperature|rain|snow|°|\$[\d.,]|index|approval|\b(?:unemployment|cpi|inflation|gdp|payrolls?)\b/i;
const titles = ({ listing }: SettlementSide): string => `${listing.event.title} ${listing.title} ${listing.subtitle}`;

function differing(
  cause: 'source' | 'averaging' | 'station',
  a: Read<string> | null,
  b: Read<string> | null,
): readonly SettlementWorld[] {
  if (a?.value === b?.value) return [];
  const says = (side: Read<string> | null) => (side === null ? 'says nothing' : `says "${side.text}"`);
  return [worldApart(cause, null, WHOLE, `of the ${cause} one side ${says(a)}, the other ${says(b)}`)];
}
