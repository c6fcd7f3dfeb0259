import type { Ladder, Rung } from '@pm-arbitrage/core/domain/ladder.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { analyseSettlement } from '../settlement/analyse-settlement.js';
import { calledOffProbability } from '../settlement/called-off.js';
import type { LadderGroup, Member } from './ladder-group.js';
import { withBoundsOf } from './same-variable.js';

/**
 * The ladder of groups that read one variable. It is empty where all of them are YES for the same values: that is no
 * more than a match. `now` Unix ms.
 */
export function makeLadder(
  id: string,
  groups: readonly LadderGroup[],
  dropped: readonly MarketId[],
  now: number,
): Ladder {
  const all = groups.flatMap((group) => [...group.members.values()]);
  const members = new Set(all.map(({ stand }) => JSON.stringify(stand))).size > 1 ? all : [];
  return {
    id,
    axis: groups[0]?.axis ?? 'value',
    rungs: members.map(rungOf).sort((a, b) => (a.market < b.market ? -1 : 1)),
    worlds: members.length === 0 ? [] : [...worldsBetween(groups, now)],
    voidProbability: Math.max(0, ...members.map(calledOffProbability)),
    dropped: [...dropped].sort(),
    updatedAt: now,
  };
}

const rungOf = ({ id, rulesHash, stand, question }: Member): Rung => ({
  market: id,
  from: stand.from,
  to: stand.to,
  void: question.void?.value ?? null,
  rulesHash,
});

/** How the venues may read the variable apart. Within a venue one source is read, which was seen to when they met. */
function worldsBetween(groups: readonly LadderGroup[], now: number): readonly SettlementWorld[] {
  const [kalshi, polymarket] = (['kalshi', 'polymarket'] as const).map(
    (platform) =>
      groups
        .find((group) => group.platform === platform)
        ?.members.values()
        .next().value,
  );
  if (kalshi === undefined || polymarket === undefined) return [];
  const { axis } = kalshi.stand;
  const question = withBoundsOf(kalshi.question, polymarket.question, axis);
  // Members of one ladder never ask for opposites: with equal bounds they must be the same question, not its denial
  // (`same-variable.ts`), and "below" is a stand on the axis like "above".
  return analyseSettlement(kalshi, { ...polymarket, question }, now, 'same');
}
