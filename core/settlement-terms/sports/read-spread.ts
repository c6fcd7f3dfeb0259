import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import type { MarketText } from '../text/market-text.js';
import type { Worded } from '../worded.js';
import { counted, COUNTS, opposite, spelledOut, WHOLE } from './counted.js';
import type { SpreadTerms, TeamCode } from './game-terms.js';
import type { League } from './leagues.js';
import { playingTeam } from './playing-team.js';
import { readGame } from './read-game.js';
import { teamCode, teamPattern } from './teams.js';

/** Terms on by how much a side wins; null where the text asks something else. @throws TermsRefusal */
export function readSpread(market: Market, text: MarketText, league: Worded<League>): SpreadTerms | null {
  const team = teamPattern(league.value);
  const ruled = new RegExp(String.raw`^If (?:the )?(${team}) wins? (?:the .{5,140}? )?by (.{3,40})`, 'i').exec(
    text.primary,
  );
  const spoken = new RegExp(
    String.raw`\bresolve to "([^"]{1,60})" if (?:the )?(${team}) wins? (?:the|this) game by (\d+ or more (?:${COUNTS}))`,
    'i',
  ).exec(text.primary);
  const [words, name = '', size = ''] = ruled ?? [spoken?.[0], spoken?.[2], spoken?.[3]];
  if (words === undefined) return null;
  if (!new RegExp(String.raw`\b(?:${COUNTS})\b`, 'i').test(size))
    return refuse('ambiguous', `what "${size}" counts is not said`);
  const game = readGame(market, text, league);
  const winner = playingTeam(name, words, game);
  const condition = counted(size);
  // "Wins by less than 3.5" leaves out the games that it loses: two bounds, not one.
  if (condition.value.kind !== 'above') return refuse('unknown-class', `"${condition.text}" is no spread`);
  checkTitle(text, condition.value, league.value, winner.value);
  checkStrike(market.strike, condition.value, WHOLE);
  if (ruled !== null) return { kind: 'spread', ...game, of: winner, condition };
  const label = spoken?.[1] ?? '';
  if (label.toLowerCase() === text.subtitle.toLowerCase()) return { kind: 'spread', ...game, of: winner, condition };
  const named = teamCode(league.value, text.subtitle);
  return named !== null && named !== winner.value && game.teams.value.includes(named)
    ? { kind: 'spread', ...game, of: winner, condition: opposite(condition) }
    : refuse('ambiguous', `which side YES is, "${text.subtitle}" does not say`);
}

/** "Spread: Lakers (-3.5)", "Miami wins by over 3.5 runs?" */
function checkTitle({ title, subtitle }: MarketText, condition: Condition, league: League, winner: TeamCode): void {
  for (const headline of [title, subtitle]) {
    const line = /^Spread: (.{2,40}) \(-(\d+(?:\.\d)?)\)$/i.exec(headline);
    const named = line?.[1] ?? /^(.{2,40}) wins? by\b/i.exec(headline)?.[1];
    const team = named === undefined ? null : teamCode(league, named.replace(/^Will /i, ''));
    if (team !== null && team !== winner) refuse('contradiction', `"${headline}", but the rules pay ${winner}`);
    checkHeadline([spelledOut(headline), line === null ? '' : `over ${line[2]}`], condition, 'whole');
  }
}
