import { readTexts } from '@pm-arbitrage/adapters/venues/polymarket/gamma-fields.js';
import { firstText, isRaw } from './raw-fields.js';
import type { LeftOut } from './reading.js';

/** Why no question of the other venue can equal a market that is sound in itself; null where one may. */
export function unmatchable(raw: unknown): Pick<LeftOut, 'kind' | 'reason'> | null {
  if (!isRaw(raw)) return null;
  const name = firstText(raw, 'ticker', 'slug', 'conditionId', 'id') || 'a market';
  if (raw['mve_collection_ticker'] !== undefined || name.startsWith('KXMVE')) {
    return { kind: 'combination', reason: `${name} is a combination of markets` };
  }
  if (raw['market_type'] === 'scalar' || raw['marketType'] === 'scalar') {
    return { kind: 'not-binary', reason: `${name} pays by a scale, not by yes or no` };
  }
  const outcomes = readTexts(raw['outcomes']);
  if (outcomes === null || outcomes.length === 2) return null;
  return { kind: 'not-binary', reason: `${name} has ${outcomes.length} outcomes` };
}
