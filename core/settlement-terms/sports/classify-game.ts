import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import type { MarketText } from '../text/market-text.js';
import type { GameTerms } from './game-terms.js';
import type { League } from './leagues.js';
import { readLeague } from './read-game.js';
import { readSpread } from './read-spread.js';
import { readTotal } from './read-total.js';
import { readWinner } from './read-winner.js';
import { teamPattern } from './teams.js';

const GAME = /\b(?:game|match|fight)\b/i;
const SCHEDULED = /\bscheduled for\b|\bpostponed\b/i;
/** A part of a game is another question than the game. */
const PART =
  /\bfirst (?:half|5 innings|five innings|inning|quarter|period|set)\b|\b1st (?:half|quarter|period|inning)\b|\b1H\b|\b\d(?:st|nd|rd|th) (?:half|quarter|period|inning|set|over)\b|\bhalftime\b|\bset [1-5]\b|\bextra innings\b|\bgo(?:es)? to overtime\b|\binnings? of\b/i;

export const looksLikeGame = ({ rules }: MarketText): boolean => GAME.test(rules) && SCHEDULED.test(rules);

/** @throws TermsRefusal */
export function classifyGame(market: Market, text: MarketText): GameTerms {
  const league = readLeague(text.rules);
  if (league === null) return refuse('unknown-class', 'the league is none of the list');
  const part = PART.exec(text.primary);
  if (part !== null) return refuse('unknown-class', `a part of a game is not priced ("${part[0]}")`);
  if (market.platform === 'kalshi') refuseMore(text, league.value);
  const terms = readWinner(market, text, league) ?? readSpread(market, text, league) ?? readTotal(market, text, league);
  return terms ?? refuse('unknown-class', 'neither winner nor total nor spread of a game');
}

/** After the day of the game nothing may follow but when it counts as over: what is added is another condition. */
function refuseMore({ primary }: MarketText, league: League): void {
  const from = primary.search(/\bscheduled for\b/i);
  const tail = from < 0 ? '' : primary.slice(from).replaceAll(/\([^()]{0,120}\)/g, ' ');
  const more = /\b(?:and|or|but|while|unless|if)\b/i.exec(tail.replaceAll(new RegExp(teamPattern(league), 'gi'), ' '));
  if (more !== null) refuse('unknown-class', `more than one condition ("${tail}")`);
}
