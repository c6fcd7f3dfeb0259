import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import type { MarketText } from '../text/market-text.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import type { GameWinnerTerms, WinningSide } from './game-terms.js';
import { canTie, type League } from './leagues.js';
import { playingTeam } from './playing-team.js';
import { type Game, readGame } from './read-game.js';
import { teamCode, teamPattern } from './teams.js';

const LEVEL = /^(?:tie|draw)$/i;

/** Terms on who wins; null where the text asks something else. @throws TermsRefusal */
export function readWinner(market: Market, text: MarketText, league: Worded<League>): GameWinnerTerms | null {
  const team = teamPattern(league.value);
  const ruled = new RegExp(
    String.raw`^If (?:the )?(${team}|Tie|Draw) wins? (?:the )?(?:${team}) (?:vs?\.?|at|@) (?:the )?(?:${team}) `,
    'i',
  ).exec(text.primary);
  const sentence = String.raw`\bIf (?:the )?(${team}) wins?,? (?:the|this) market will resolve to "([^"]{1,60})"`;
  const spoken = [...text.primary.matchAll(new RegExp(sentence, 'gi'))];
  if (ruled === null && spoken.length !== 2) return null;
  // "… wins the A vs B game by more than 14.5 points" is a spread.
  if (ruled !== null && /\bby (?:more|less|fewer|at least|at most|over|under|exactly|\d)/i.test(text.primary))
    return null;
  const game = readGame(market, text, league);
  const yes = ruled === null ? namedBySubtitle(text, game, spoken) : ruledSide(ruled, game);
  if (ruled !== null && market.platform === 'kalshi') checkSubtitle(text, league.value, yes.value);
  return { kind: 'game-winner', ...game, yes, tie: readTie(text, game, ruled !== null, yes) };
}

function ruledSide([text, name = '']: RegExpExecArray, game: Game): Worded<WinningSide> {
  if (LEVEL.test(name)) return { value: { kind: 'draw' }, text };
  return { value: { kind: 'team', team: playingTeam(name, text, game).value }, text };
}

/** Kalshi's subtitle names the side that YES is. */
function checkSubtitle({ subtitle }: MarketText, league: League, yes: WinningSide): void {
  const team = teamCode(league, subtitle);
  const same = LEVEL.test(subtitle) ? yes.kind === 'draw' : team === null || (yes.kind === 'team' && yes.team === team);
  if (!same)
    refuse(
      'contradiction',
      `the subtitle says "${subtitle}", the rules pay ${yes.kind === 'team' ? yes.team : 'a draw'}`,
    );
}

/** YES of Polymarket is its first outcome; the rules say whose name that is. */
function namedBySubtitle(
  { subtitle }: MarketText,
  game: Game,
  spoken: readonly RegExpMatchArray[],
): Worded<WinningSide> {
  const found = spoken.find(([, , label = '']) => label.replace(/[.,]$/, '').toLowerCase() === subtitle.toLowerCase());
  if (found === undefined) return refuse('ambiguous', `which side YES is, "${subtitle}" does not say`);
  const [text, name = ''] = found;
  return { value: { kind: 'team', team: playingTeam(name, text, game).value }, text };
}

function readTie(
  { rules }: MarketText,
  { league, scope }: Game,
  conditional: boolean,
  yes: Worded<WinningSide>,
): GameWinnerTerms['tie'] {
  const half = wordedMatch(rules, /\b(?:tied?|draw)\b[^.]{0,100}\b(?:50[-/ ]50|\$?0?\.50?\b)/i, 'half');
  if (half !== null) return half;
  if (yes.value.kind === 'draw') return { value: 'yes', text: yes.text };
  const no = wordedMatch(rules, /\b(?:tied?|draw)\b[^.]{0,100}\bresolves? (?:to )?"?No\b/i, 'no');
  if (no !== null) return no;
  if (!canTie[league.value] && scope.value === 'final') return null;
  // After 90 minutes a draw is an outcome of its own, so who has not won has not: the words decide. A tie in the NFL is
  // rare enough for texts to forget it.
  if (conditional && scope.value === 'regulation') return { value: 'no', text: scope.text };
  return refuse('tie-missing', 'what a tie pays is not said');
}
