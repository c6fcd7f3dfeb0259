import { sameCut } from '@pm-arbitrage/core/covers/cuts.js';
import type { Ladder, Rung } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { type MarketId, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import { isTradable } from './derive-covers.js';
import type { Family } from './family.js';
import { worldCharge } from './world-charge.js';

/** What a ladder is held against. */
export interface Surroundings {
  marketOf(id: MarketId): Market | undefined;
  matchBetween(kalshi: MarketId, polymarket: MarketId): Match | undefined;
}

/**
 * The families of a ladder: its markets of each venue, and those of both where what the venues read can differ by a
 * known amount only. Markets that cannot be traded, or whose texts are not those that were read, are left out.
 */
export function familiesOfLadder(ladder: Ladder, around: Surroundings): readonly Family[] {
  const rungs = ladder.rungs.filter(({ market, rulesHash }) => {
    const known = around.marketOf(market);
    return known !== undefined && isTradable(known) && known.rulesHash === rulesHash;
  });
  const at = (platform: Platform) => rungs.filter(({ market }) => platformOf(market) === platform);
  const [kalshi, polymarket] = [at('kalshi'), at('polymarket')];
  const family = (name: string, of: readonly Rung[], charge: (rung: Rung) => number): Family[] =>
    of.length < 2
      ? []
      : [
          {
            id: `${ladder.id} ${name}`,
            basis: ladder.id,
            voidProbability: ladder.voidProbability,
            members: of.map((rung) => ({
              market: rung.market,
              span: { from: rung.from, to: rung.to },
              charge: charge(rung),
              void: rung.void,
            })),
          },
        ];
  const free = () => 0;
  const own = [...family('kalshi', kalshi, free), ...family('polymarket', polymarket, free)];
  const apart = worldCharge(ladder.worlds);
  if (apart === null || kalshi.length === 0 || polymarket.length === 0) return own;
  if (!mayBridge(kalshi, polymarket, around)) return own;
  return [...own, ...family('both', rungs, ({ market }) => (platformOf(market) === 'polymarket' ? apart : 0))];
}

/** Two rungs of the same values are a match: where that one may not trade, neither may anything across the venues. */
const mayBridge = (kalshi: readonly Rung[], polymarket: readonly Rung[], around: Surroundings): boolean =>
  kalshi.every((k) =>
    polymarket
      .filter((p) => sameCut(k.from, p.from) && sameCut(k.to, p.to))
      .every((p) => (around.matchBetween(k.market, p.market)?.status ?? 'active') === 'active'),
  );
