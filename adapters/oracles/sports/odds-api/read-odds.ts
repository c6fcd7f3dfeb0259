import { impliedByDecimal } from '@pm-arbitrage/core/fair-value/odds/implied-probability.js';
import { removeMargin } from '@pm-arbitrage/core/fair-value/odds/remove-margin.js';
import { median } from '@pm-arbitrage/core/oracles/median.js';
import { type Body, isBody, readIsoTime, shown } from '../../transport/read-fields.js';
import type { GameOdds, OddsNews } from './game-odds.js';

const MOST_GAMES = 500;
const MOST_BOOKMAKERS = 100;
/** Odds of a bookmaker that are so much older than the newest are of another state of the game, ms. */
const MOST_BEHIND_MS = 600_000;
/** Margins outside of this are errors, or odds that wait to be taken down. */
const LEAST_MARGIN = -0.02;
const MOST_MARGIN = 0.25;
const LONGEST_ODDS = 1_001;

interface Quote {
  readonly homeWins: number;
  readonly awayWins: number;
  readonly draw: number | null;
  readonly at: number;
}

/**
 * Reads `/v4/sports/{sport}/odds` with decimal odds and ISO dates: of each bookmaker the winner's market, its margin taken
 * out by powers, then the median of those of about the same time. Never throws.
 */
export function readOdds(body: unknown): readonly OddsNews[] {
  if (!Array.isArray(body)) return [{ kind: 'refused', reason: `the answer is ${shown(body)} instead of a list` }];
  return body.slice(0, MOST_GAMES).map((game: unknown) => {
    const odds = readGame(game);
    return typeof odds === 'string' ? { kind: 'refused', reason: odds } : odds;
  });
}

function readGame(game: unknown): GameOdds | string {
  if (!isBody(game)) return `a game is ${shown(game)}`;
  const {
    home_team: home,
    away_team: away,
    bookmakers,
  } = game as Record<'home_team' | 'away_team' | 'bookmakers', unknown>;
  if (typeof home !== 'string' || typeof away !== 'string' || home === '' || away === '' || home === away)
    return `a game is between ${shown(home)} and ${shown(away)}`;
  const name = `${away.slice(0, 40)} at ${home.slice(0, 40)}`;
  const startsAt = readIsoTime(game['commence_time']);
  if (Number.isNaN(startsAt)) return `${name} starts at ${shown(game['commence_time'])}`;
  if (!Array.isArray(bookmakers)) return `${name} has the bookmakers ${shown(bookmakers)}`;
  const quotes = bookmakers
    .slice(0, MOST_BOOKMAKERS)
    .map((bookmaker: unknown) => readBookmaker(bookmaker, home, away))
    .filter((quote) => quote !== null);
  const newest = Math.max(...quotes.map(({ at }) => at));
  const fresh = quotes.filter(({ at }) => newest - at <= MOST_BEHIND_MS);
  // Some sell the draw and some give the stake back: what most of them do counts.
  const drawn = fresh.filter(({ draw }) => draw !== null);
  const used = drawn.length * 2 > fresh.length ? drawn : fresh.filter(({ draw }) => draw === null);
  return used.length === 0 ? `${name} has no odds that can be read` : together(used, { home, away, startsAt, newest });
}

function together(
  quotes: readonly Quote[],
  { home, away, startsAt, newest }: { home: string; away: string; startsAt: number; newest: number },
): GameOdds {
  const raw = [
    median(quotes.map((q) => q.homeWins)),
    median(quotes.map((q) => q.awayWins)),
    median(quotes.map((q) => q.draw ?? 0)),
  ];
  const sum = raw.reduce((all, one) => all + one, 0);
  const [homeWins = 0, awayWins = 0, draw = 0] = raw.map((one) => one / sum);
  const mean = quotes.reduce((all, quote) => all + quote.homeWins, 0) / quotes.length;
  const squares = quotes.reduce((all, quote) => all + (quote.homeWins - mean) ** 2, 0);
  const uncertainty = quotes.length < 2 ? null : Math.sqrt(squares / (quotes.length - 1) / quotes.length);
  return { kind: 'odds', home, away, startsAt, homeWins, awayWins, draw, updatedAt: newest, uncertainty };
}

/** Null for a bookmaker without a winner's market that can be used. */
function readBookmaker(bookmaker: unknown, home: string, away: string): Quote | null {
  const markets = isBody(bookmaker) ? bookmaker['markets'] : undefined;
  if (!Array.isArray(markets)) return null;
  const market = (markets as unknown[]).find((one): one is Body => isBody(one) && one['key'] === 'h2h');
  const outcomes = market?.['outcomes'];
  const at = [market, bookmaker]
    .map((one) => readIsoTime(isBody(one) ? one['last_update'] : undefined))
    .find((time) => !Number.isNaN(time));
  if (!Array.isArray(outcomes) || outcomes.length < 2 || outcomes.length > 3 || at === undefined) return null;
  const odds = new Map<string, number>();
  for (const outcome of outcomes as unknown[]) {
    const { name, price }: Body = isBody(outcome) ? outcome : {};
    if (typeof name !== 'string' || typeof price !== 'number' || !(price > 1 && price <= LONGEST_ODDS)) return null;
    odds.set(name, price);
  }
  const names = outcomes.length === 3 ? [home, away, 'Draw'] : [home, away];
  const prices = names.map((name) => odds.get(name));
  if (odds.size !== outcomes.length || prices.some((price) => price === undefined)) return null;
  const { probabilities, overround } = removeMargin(
    prices.map((price) => impliedByDecimal(price as number)),
    'power',
  );
  if (overround < LEAST_MARGIN || overround > MOST_MARGIN) return null;
  const [homeWins = 0, awayWins = 0, draw = null] = probabilities;
  return { homeWins, awayWins, draw, at };
}
