import { splitWords, type Word } from '../text/split-words.js';
import type { Game } from './question.js';

const BETWEEN = /\s(?:vs?\.?|@)\s/i;
const AT = /\sat\s/;
/** "Will Ann Lee win the Lee vs Roe: Round of 32 match?" names the two behind its verb. */
const VERB = /^.*\b(?:wins?|beats?)\s+(?:the\s+)?/i;

/**
 * The two sides of a game as its title names them, in the title's order, which says nothing of home or away. What stands
 * around the names ("NBA:", "Winner?") is among the words.
 *
 * @param title the title with its typed facts blanked
 * @param awayGame the title is "A at B"
 */
export function readGame(title: string, awayGame: boolean): Game | null {
  const parts = title.replace(VERB, '').split(awayGame ? AT : BETWEEN);
  const [first, second] = parts.map((part) => splitWords(part).filter(isTeamWord));
  if (parts.length !== 2 || first === undefined || second === undefined) return null;
  return first.length > 0 && second.length > 0 ? { first, second } : null;
}

const isTeamWord = ({ capital, gloss, key }: Word): boolean => capital && !gloss && key !== '';
