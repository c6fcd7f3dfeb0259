import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { SettlementSide } from '../settlement/settlement-side.js';
import type { Axis, Stand } from './stands-of.js';

/** A market that stands on an axis, as it was read. */
export interface Member extends SettlementSide {
  readonly id: MarketId;
  readonly rulesHash: string;
  readonly stand: Stand;
}

/** Markets of one event at one venue that read one variable; the first one speaks for all. */
export interface LadderGroup {
  readonly id: string;
  readonly axis: Axis;
  readonly platform: Platform;
  readonly members: ReadonlyMap<MarketId, Member>;
}

export function headOf({ members }: LadderGroup): Member | undefined {
  const [head] = members.values();
  return head;
}
