import type { ListingPrints, MatchEvidence } from '@pm-arbitrage/core/domain/match-evidence.js';
import type { Judgement } from '../dossier.js';
import type { Verdict } from '../verdict.js';

/** What a model said of two texts. */
export interface Said {
  readonly verdict: Verdict;
  readonly by: string;
}

/** Everything that models ever said for good, by the very texts it was about. It holds without a key, too. */
export class KnownAdvice {
  readonly #said = new Map<string, Said>();
  /** The models that said it. */
  readonly models: ReadonlySet<string>;

  constructor(settled: readonly MatchEvidence[]) {
    // The field was one of ours when it was stored.
    for (const { prints, verdict, by } of settled) this.add(prints, { verdict: verdict as Verdict, by });
    this.models = new Set(settled.map(({ by }) => by));
  }

  has(prints: ListingPrints): boolean {
    return this.#said.has(keyOf(prints));
  }

  add(prints: ListingPrints, said: Said): void {
    this.#said.set(keyOf(prints), said);
  }

  /**
   * The judgement of the rules on these texts, with the model's in its place where they left it for review. What it
   * accepted before the rules knew that no text can tell is not accepted any more.
   */
  applyTo(judgement: Judgement, prints: ListingPrints): Judgement {
    const said = this.#said.get(keyOf(prints));
    if (said === undefined || judgement.verdict.decision !== 'review') return judgement;
    const isBeyond = said.verdict.decision === 'accept' && judgement.verdict.untold !== undefined;
    return isBeyond ? judgement : { ...judgement, ...said };
  }
}

const keyOf = ({ kalshi, polymarket }: ListingPrints): string => `${kalshi} ${polymarket}`;
