import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Price } from '@pm-arbitrage/core/money/money.js';
import type { Question, VoidRule } from '../reading/question.js';
import { calledOffProbability } from './called-off.js';
import type { SettlementSide } from './settlement-side.js';
import { HALF, WHOLE, worldApart } from './world.js';

/** How often a result is exactly the tie that one of the rules speaks of, where a number decides. */
const EXACT_TIE = 0.002;
/** How often a venue pays against what everybody else takes for the result: disputes, votes of token holders. */
const DISPUTED = 0.001;

/** Worlds without a clear result: a tie, an event that is called off, a dispute. */
export function undecidedApart(
  a: SettlementSide,
  b: SettlementSide,
  polarity: Match['polarity'],
): readonly SettlementWorld[] {
  return [...tie(a.question, b.question, polarity), ...calledOff(a, b, polarity), dispute];
}

/** Whether two rules leave a set of both markets its dollar: the same answer of both, or opposite ones of opposites. */
function agree(x: string, y: string, polarity: Match['polarity']): boolean {
  if (polarity === 'same' || x === 'half' || x === 'fair-price') return x === y;
  return (x === 'yes' && y === 'no') || (x === 'no' && y === 'yes');
}

const dispute = worldApart(
  'dispute',
  DISPUTED,
  WHOLE,
  'one venue pays after a dispute, the other by the reported result',
);

function tie(a: Question, b: Question, polarity: Match['polarity']): readonly SettlementWorld[] {
  const ties = [a.tie?.value ?? 'none', b.tie?.value ?? 'none'];
  // Nobody speaks of a tie, or who does says that there is none.
  if (ties.every((tie) => tie === 'none')) return [];
  if (a.tie !== null && b.tie !== null && agree(a.tie.value, b.tie.value, polarity)) return [];
  const loss = a.tie?.value === 'half' || b.tie?.value === 'half' ? HALF : WHOLE;
  const says = (side: Question) => (side.tie === null ? 'says nothing' : `says "${side.tie.text}"`);
  const isNumber = a.threshold !== null && b.threshold !== null;
  const what = `of a tie one side ${says(a)}, the other ${says(b)}`;
  return [worldApart('tie', isNumber ? EXACT_TIE : null, loss, what)];
}

function calledOff(a: SettlementSide, b: SettlementSide, polarity: Match['polarity']): readonly SettlementWorld[] {
  const [x, y] = [a.question.void, b.question.void];
  if (x !== null && y !== null && agree(x.value, y.value, polarity)) return [];
  const says = (rule: typeof x) => (rule === null ? 'says nothing' : `says "${rule.text}"`);
  const what = `if it is called off one side ${says(x)}, the other ${says(y)}`;
  return [
    worldApart('void', Math.max(calledOffProbability(a), calledOffProbability(b)), lossOf(x?.value, y?.value), what),
  ];
}

/** Whoever pays a half or the fair price leaves a set at least the half, if the other does so too. */
function lossOf(a: VoidRule | undefined, b: VoidRule | undefined): Price {
  const soft: readonly (VoidRule | undefined)[] = ['half', 'fair-price'];
  return soft.includes(a) && soft.includes(b) ? HALF : WHOLE;
}
