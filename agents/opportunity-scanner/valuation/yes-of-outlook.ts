import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import type { GameOutlook } from '@pm-arbitrage/core/fair-value/sports/game-outlook.js';
import type { GameWinnerTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';

/** YES of a market at an outlook, a tie paid as its rules say. */
export function yesOf({ yes, tie }: GameWinnerTerms, outlook: GameOutlook, home: string): Estimate {
  const side = yes.value.kind === 'draw' ? outlook.draw : yes.value.team === home ? outlook.home : outlook.away;
  if (yes.value.kind === 'draw' || tie?.value !== 'half') return side;
  return {
    probability: Math.min(1, side.probability + outlook.draw.probability / 2),
    // Both errors may go the same way.
    standardError: side.standardError + outlook.draw.standardError / 2,
  };
}
