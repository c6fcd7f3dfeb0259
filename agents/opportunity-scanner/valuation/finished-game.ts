import type { GameTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import { holdsIn } from '@pm-arbitrage/core/fair-value/holds-in.js';
import { settlementInterval } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type { GameStanding } from './game-standing.js';
import { leagueShapes } from './league-shapes.js';
import { type Unpriced, unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';

const HOUR_MS = 3_600_000;
/** How often a final score is corrected, or is none: told by one source, and by two that agree. Assumptions. */
const CORRECTED = { once: 0.005, twice: 0.001 };

/** What YES is worth by the final score, by the market's own rules. */
export function finishedGame(terms: GameTerms, standing: GameStanding, now: number): Valuation {
  const pays = payoutOf(terms, standing);
  if (typeof pays !== 'number') return pays;
  const risk = standing.confident ? CORRECTED.twice : CORRECTED.once;
  return {
    kind: 'valued',
    // A corrected score may pay anything.
    probability: (1 - risk) * pays + risk / 2,
    standardError: Math.sqrt(risk * (1 - risk)) / 2,
    model: `${terms.kind}/over`,
    sources: [`${standing.source} ${terms.needs[0]?.symbol ?? ''}`],
    oracleAt: now,
    maxAgeMs: HOUR_MS,
    // Until two sources say that it is over it may be none: who acts on it acts on a game that runs.
    live: !standing.confident,
    confident: standing.confident,
  };
}

/** 0, ½ or 1 of a dollar. */
function payoutOf(terms: GameTerms, { fact }: GameStanding): number | Unpriced {
  const { home, homeScore, awayScore, period } = fact;
  const football = terms.league.value === 'fifa-world-cup';
  const extra = period > leagueShapes[terms.league.value].periods;
  if (football && extra && (terms.kind !== 'game-winner' || terms.scope.value === 'final'))
    return unpriced('no-model', 'the score after 90 minutes, or of penalties, is not told');
  // After ninety minutes a game that went on was level.
  const lead = football && extra ? 0 : homeScore - awayScore;
  switch (terms.kind) {
    case 'game-winner': {
      const { yes, tie } = terms;
      if (yes.value.kind === 'draw') return lead === 0 ? 1 : 0;
      if (lead !== 0) return (yes.value.team === home) === lead > 0 ? 1 : 0;
      if (tie === null) return unpriced('disputed', 'a game that cannot end level is told to have done so');
      return { half: 0.5, no: 0, yes: 1 }[tie.value];
    }
    case 'spread': {
      const by = terms.of.value === home ? lead : -lead;
      return holdsIn(settlementInterval(terms.condition.value), by) ? 1 : 0;
    }
    case 'total': {
      const { value: of } = terms.of;
      const points = of.kind === 'both' ? homeScore + awayScore : of.team === home ? homeScore : awayScore;
      return holdsIn(settlementInterval(terms.condition.value), points) ? 1 : 0;
    }
  }
}
