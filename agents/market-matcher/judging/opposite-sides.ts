import type { Game, Question } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import type { League } from '../text/team-names.js';
import { type Finding, inverts, untold } from './finding.js';
import { sideOf } from './side-of.js';

/** Where a game is played until one of the two has won. */
const DECISIVE: ReadonlySet<League> = new Set(['NBA', 'WNBA', 'MLB', 'NHL', 'CBB', 'CWBB', 'CFB', 'ATP', 'WTA', 'ITF']);
/** Where a draw is rare. Elsewhere it is a third outcome, and the win of one side says nothing of the other's. */
const RARELY_DRAWN: ReadonlySet<League> = new Set(['NFL']);
/** Games that nobody plays to an end. */
const FRIENDLY = /\b(?:spring training|exhibition|pre-?season|friendly|all[- ]star)\b/i;

/**
 * What it means that YES is one side of a game here and the other side there: the same bet turned round, where the names
 * prove both sides and a draw is no third outcome; null where they are two bets.
 */
export function oppositeSides(
  a: Question,
  b: Question,
  x: readonly Word[],
  y: readonly Word[],
): readonly Finding[] | null {
  if (a.threshold !== null || b.threshold !== null || !areOpponents(a.game, b.game, x, y)) return null;
  const leagues = sharedLeagues(a, b);
  const known = leagues.length > 0 && leagues.every((league) => DECISIVE.has(league) || RARELY_DRAWN.has(league));
  if (!known || FRIENDLY.test(`${a.ruled} ${b.ruled}`)) return null;
  const turned = inverts('outcome', `${a.outcome.text} / ${b.outcome.text}: the two sides of one game`);
  const ties = [a.tie?.value, b.tie?.value];
  // Both pay half for a draw, or both say that there is none.
  const isRuled = ties[0] === ties[1] && (ties[0] === 'half' || ties[0] === 'none');
  const isDecisive = leagues.every((league) => DECISIVE.has(league));
  const isUndrawn = isDecisive && ties.every((tie) => tie === undefined || tie === 'none');
  return isRuled || isUndrawn
    ? [turned]
    : [turned, untold('tie', 0.15, 'a draw is possible, and the rules do not both pay half for it or rule it out')];
}

/** Each outcome is one side in both titles, and never the side of the other. */
function areOpponents(a: Game | null, b: Game | null, x: readonly Word[], y: readonly Word[]): boolean {
  if (a === null || b === null) return false;
  const [xInA, yInA, xInB, yInB] = [sideOf(x, a), sideOf(y, a), sideOf(x, b), sideOf(y, b)];
  const known = [xInA, yInA, xInB, yInB].every((side) => side === 'first' || side === 'second');
  return known && xInA !== yInA && xInB !== yInB;
}

function sharedLeagues({ league: a }: Question, { league: b }: Question): readonly League[] {
  if (a === null || b === null) return [...((a ?? b)?.value ?? [])];
  return [...a.value].filter((league) => b.value.has(league));
}
