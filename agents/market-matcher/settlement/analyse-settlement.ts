import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { measuredApart } from './measured-apart.js';
import { postponedApart } from './postponed-apart.js';
import type { SettlementSide } from './settlement-side.js';
import { stageApart } from './stage-apart.js';
import { undecidedApart } from './undecided-apart.js';
import { windowApart } from './window-apart.js';
import { WHOLE, worldApart } from './world.js';

/**
 * The worlds in which two markets that ask the same question pay differently, each with an estimate of how likely it is,
 * or unbounded. There is always at least the one of a dispute: two venues never settle by one hand.
 * @param now Unix ms
 * @param polarity whether YES here is YES there; where it is NO there, rules that both say No do not agree
 */
export function analyseSettlement(
  kalshi: SettlementSide,
  polymarket: SettlementSide,
  now: number,
  polarity: Match['polarity'] = 'same',
): readonly SettlementWorld[] {
  const silent = [kalshi, polymarket].filter(({ listing }) => listing.rules.trim() === '');
  if (silent.length > 0) {
    const who = silent.map(({ listing }) => listing.platform).join(' and ');
    return [worldApart('source', null, WHOLE, `the rules of ${who} are not known`)];
  }
  return [
    ...measuredApart(kalshi, polymarket),
    ...windowApart(kalshi, polymarket, now),
    ...stageApart(kalshi, polymarket),
    ...undecidedApart(kalshi, polymarket, polarity),
    ...postponedApart(kalshi, polymarket),
  ];
}
