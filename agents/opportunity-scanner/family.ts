import type { RungSpan } from '@pm-arbitrage/core/covers/ladder-graph.js';
import type { VoidRule } from '@pm-arbitrage/core/domain/ladder.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';

/** A market of a family. */
export interface FamilyMember {
  readonly market: MarketId;
  /** The values of the family's variable for which it is YES. */
  readonly span: RungSpan;
  /** What a contract of it loses on average because it may be settled apart from the others, Price units. */
  readonly charge: number;
  readonly void: VoidRule | null;
}

/**
 * Tradable markets that depend on one variable: a number that is read, the time at which something happens, or which
 * outcome of an event comes true. There are too many covers among them to be listed; they are looked for.
 */
export interface Family {
  /** The same for the same variable and venues. */
  readonly id: string;
  /** The ladder or event it rests on. */
  readonly basis: string;
  readonly members: readonly FamilyMember[];
  /** 0…1 that the variable has no value and every market is settled by its void rule. */
  readonly voidProbability: number;
}
