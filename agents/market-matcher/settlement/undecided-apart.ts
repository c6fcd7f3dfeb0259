import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Price } from '@pm-arbitrage/core/money/money.js';
import type { Question, VoidRule } from '../reading/question.js';
import type { SettlementSide } from './settlement-side.js';
import { HALF, WHOLE, worldApart } from './world.js';

/**
 * How often what decides a market does not take place as planned. Estimates on the safe side: of games of the large
 * leagues one or two in a thousand are called off for good, of elections, awards and releases fewer.
 */
const CALLED_OFF = { contest: 0.005, other: 0.002 } as const;
/** How often a result is exactly the tie that one of the rules speaks of, where a number decides. */
const EXACT_TIE = 0.002;
/** How often a venue pays against what everybody else takes for the result: disputes, votes of token holders. */
const DISPUTED = 0.001;

/** Worlds without a clear result: a tie, an event that is called off, a dispute. */
export function undecidedApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  return [...tie(a.question, b.question), ...calledOff(a, b), dispute];
}

const dispute = worldApart(
  'dispute',
  DISPUTED,
  WHOLE,
  'one venue pays after a dispute, the other by the reported result',
);

function tie(a: Question, b: Question): readonly SettlementWorld[] {
  if (a.tie?.value === b.tie?.value) return [];
  const loss = a.tie?.value === 'half' || b.tie?.value === 'half' ? HALF : WHOLE;
  const says = (side: Question) => (side.tie === null ? 'says nothing' : `says "${side.tie.text}"`);
  const isNumber = a.threshold !== null && b.threshold !== null;
  const what = `of a tie one side ${says(a)}, the other ${says(b)}`;
  return [worldApart('tie', isNumber ? EXACT_TIE : null, loss, what)];
}

function calledOff(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  const [x, y] = [a.question.void, b.question.void];
  if (x !== null && y !== null && x.value === y.value) return [];
  const isContest = a.question.versus || b.question.versus || /sport/i.test(a.listing.category);
  const says = (rule: typeof x) => (rule === null ? 'says nothing' : `says "${rule.text}"`);
  const what = `if it is called off one side ${says(x)}, the other ${says(y)}`;
  return [worldApart('void', isContest ? CALLED_OFF.contest : CALLED_OFF.other, lossOf(x?.value, y?.value), what)];
}

/** Whoever pays a half or the fair price leaves a set at least the half, if the other does so too. */
function lossOf(a: VoidRule | undefined, b: VoidRule | undefined): Price {
  const soft: readonly (VoidRule | undefined)[] = ['half', 'fair-price'];
  return soft.includes(a) && soft.includes(b) ? HALF : WHOLE;
}
