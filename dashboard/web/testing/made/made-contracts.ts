import type { NamedContract } from '../../../protocol/named-contract.js';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';

/** A title as a stranger might write it, to see that it stays text. */
export const HOSTILE_TITLE = 'Will <b>BTC</b> <img src=x onerror="window.broken=1"> close above $100k on Nov 22?';

const titles: readonly (readonly [string, string])[] = [
  ['Will Bitcoin close above $98,000 on Nov 22, 2026?', 'Bitcoin price on Nov 22, 2026'],
  [HOSTILE_TITLE, 'Bitcoin price on Nov 22, 2026'],
  ['Fed cuts rates by 25 bps at the December 2026 meeting', 'Fed decision in December 2026'],
  ['Highest temperature in New York on Nov 23 between 51° and 52°', 'Highest temperature in New York, Nov 23'],
  ['Lakers beat Celtics on Nov 24', 'Celtics at Lakers, Nov 24'],
  ['Unemployment rate above 4.3% in November 2026', 'November 2026 jobs report'],
];

/** Contract number `n` of the made world. */
export function madeContract(n: number, platform: Platform, side: 'yes' | 'no'): NamedContract {
  const [title, event] = titles[n % titles.length] ?? ['', ''];
  return { market: marketId(platform, `MADE-${n % titles.length}`), platform, side, title, event };
}
