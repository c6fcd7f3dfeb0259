import type { Question } from '../reading/question.js';
import { differs, type Finding } from './finding.js';

/** Cities have a team in every league: games of two leagues are two questions, however alike their places. */
export function compareLeagues(a: Question, b: Question): readonly Finding[] {
  if (a.league === null || b.league === null) return [];
  const { value } = b.league;
  return [...a.league.value].some((league) => value.has(league))
    ? []
    : [differs('scope', `league: ${a.league.text} / ${b.league.text}`)];
}
