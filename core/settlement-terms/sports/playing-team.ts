import { refuse } from '../terms-refusal.js';
import type { Worded } from '../worded.js';
import type { TeamCode } from './game-terms.js';
import type { Game } from './read-game.js';
import { teamCode } from './teams.js';

/** The team that a text names, which must be one of the two. @throws TermsRefusal `contradiction` */
export function playingTeam(name: string, text: string, { league, teams }: Game): Worded<TeamCode> {
  const code = teamCode(league.value, name);
  return code !== null && teams.value.includes(code)
    ? { value: code, text }
    : refuse('contradiction', `${name} does not play in "${teams.text}"`);
}
