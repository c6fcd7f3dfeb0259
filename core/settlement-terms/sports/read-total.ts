import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import type { MarketText } from '../text/market-text.js';
import type { Worded } from '../worded.js';
import { counted, COUNTS, opposite, spelledOut, WHOLE } from './counted.js';
import type { ScoringSide, TotalTerms } from './game-terms.js';
import type { League } from './leagues.js';
import { playingTeam } from './playing-team.js';
import { type Game, readGame } from './read-game.js';
import { teamCode, teamPattern } from './teams.js';

/** Terms on how much is scored; null where the text asks something else. @throws TermsRefusal */
export function readTotal(market: Market, text: MarketText, league: Worded<League>): TotalTerms | null {
  const team = teamPattern(league.value);
  const both = new RegExp(
    String.raw`^If (?:(?:the )?(?:${team}) and (?:the )?(?:${team})|the teams in the .{5,140}) collectively scores? (more (?:than )?[\d.]+|at least [\d.]+|[\d.]+ or more|[\d.]+\+) (?:${COUNTS})|^If (over [\d.]+) (?:${COUNTS}) are scored in the `,
    'i',
  ).exec(text.primary);
  const one = new RegExp(
    String.raw`^If (?:the )?(${team}) (?:records?|scores?) ((?:above|over|more than|at least) [\d.]+|[\d.]+\+) (?:${COUNTS}) in `,
    'i',
  ).exec(text.primary);
  const spoken = new RegExp(
    String.raw`\bresolve to "(Over)" if (?:the )?(?:${team}) and (?:the )?(?:${team}) combine to score (\d+ or more (?:${COUNTS}))`,
    'i',
  ).exec(text.primary);
  const found = both ?? one ?? spoken;
  if (found === null) return null;
  const game = readGame(market, text, league);
  const words = both === null ? (found[2] ?? '') : (both[1] ?? both[2] ?? '');
  // "Collectively score more 15.5 runs" is how Kalshi writes it.
  const condition = counted(words.replace(/^more (?=\d)/i, 'more than '), found[0]);
  const of: Worded<ScoringSide> = one === null ? { value: { kind: 'both' }, text: found[0] } : scorer(one, text, game);
  checkHeadline([text.title, text.subtitle].map(spelledOut), condition.value, 'whole');
  checkLines(text, condition);
  checkStrike(market.strike, condition.value, WHOLE);
  if (spoken === null || /^over$/i.test(text.subtitle)) return { kind: 'total', ...game, of, condition };
  return /^under$/i.test(text.subtitle)
    ? { kind: 'total', ...game, of, condition: opposite(condition) }
    : refuse('ambiguous', `which side YES is, "${text.subtitle}" does not say`);
}

function scorer([text, name = '']: RegExpExecArray, { title }: MarketText, game: Game): Worded<ScoringSide> {
  const { value } = playingTeam(name, text, game);
  const titled = /^Will (.{2,40}) score\b/i.exec(title)?.[1];
  if (titled !== undefined && teamCode(game.league.value, titled) !== value)
    refuse('contradiction', `the title says "${title}", the rules count ${value}`);
  return { value: { kind: 'team', team: value }, text };
}

/** "Grizzlies vs. Lakers: O/U 245.5", and what pays the other side. */
function checkLines({ title, primary }: MarketText, condition: Worded<Condition>): void {
  const line = /\bO\/U (\d+(?:\.\d)?)/i.exec(title);
  if (line !== null) checkHeadline([`over ${line[1]}`], condition.value, 'whole');
  const under = /\bcombined total is (less than \d+)/i.exec(primary);
  if (under !== null) checkHeadline([under[1] ?? ''], opposite(condition).value, 'whole');
}
