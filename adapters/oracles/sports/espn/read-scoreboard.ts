import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { type Body, isBody, shown } from '../../transport/read-fields.js';
import { soccerSecondsLeft } from '../soccer-clock.js';
import { readHalf } from '../read-half.js';
import type { ScoreboardGame, ScoreboardNews } from './scoreboard-game.js';

const MOST_EVENTS = 500;
const MOST_POINTS = 500;

/** What a status by its name means, whatever its state says. */
const NAMED: Readonly<Record<string, ScoreboardGame['state']>> = {
  STATUS_POSTPONED: 'postponed',
  STATUS_CANCELED: 'cancelled',
  STATUS_CANCELLED: 'cancelled',
  STATUS_SUSPENDED: 'suspended',
  STATUS_RAIN_DELAY: 'suspended',
};

/** Reads a scoreboard. Never throws: a game that cannot be right is refused with a reason. */
export function readScoreboard(body: unknown, league: League): readonly ScoreboardNews[] {
  const events = isBody(body) ? body['events'] : undefined;
  if (!Array.isArray(events)) return [{ kind: 'refused', reason: `the scoreboard has the events ${shown(events)}` }];
  return events.slice(0, MOST_EVENTS).map((event: unknown) => {
    const game = readEvent(event, league);
    return typeof game === 'string' ? { kind: 'refused', reason: game } : game;
  });
}

function readEvent(event: unknown, league: League): ScoreboardGame | string {
  if (!isBody(event)) return `an event is ${shown(event)}`;
  const id = textOf(event['id']);
  const [competition] = Array.isArray(event['competitions']) ? (event['competitions'] as unknown[]) : [];
  const competitors = isBody(competition) ? competition['competitors'] : undefined;
  if (id === '' || !Array.isArray(competitors) || competitors.length !== 2)
    return `event ${shown(event['id'])} has no two sides`;
  const home = sideOf(competitors, 'home');
  const away = sideOf(competitors, 'away');
  if (home === null || away === null) return `event ${id} does not say who plays at home`;
  const startsAt = readStart(event['date']);
  if (Number.isNaN(startsAt)) return `event ${id} starts at ${shown(event['date'])}`;
  const status = event['status'];
  const state = readState(status);
  if (state === null) return `event ${id} has the status ${shown(isBody(status) ? status['type'] : status)}`;
  const { period, clock }: Body = isBody(status) ? status : {};
  const scores = [home.score, away.score].map((score) => readScore(score, state));
  const [homeScore, awayScore] = scores;
  if (homeScore === undefined || awayScore === undefined || scores.some(Number.isNaN))
    return `event ${id} has the scores ${shown(home.score)} and ${shown(away.score)}`;
  const now = state === 'before' ? 0 : period;
  if (!Number.isSafeInteger(now) || (now as number) < 0 || (now as number) > 50)
    return `event ${id} is in the period ${shown(period)}`;
  const inning = league === 'mlb' && state === 'playing' ? inningOf(status) : null;
  return {
    kind: 'game',
    id,
    home: home.name,
    away: away.name,
    startsAt,
    homeScore,
    awayScore,
    state,
    period: (now as number) + (inning?.ended === true ? 1 : 0),
    half: inning?.half ?? null,
    secondsLeft: secondsLeft(league, state, now as number, clock),
  };
}

function sideOf(
  competitors: readonly unknown[],
  which: string,
): { readonly name: string; readonly score: unknown } | null {
  const sides = competitors.filter((one): one is Body => isBody(one) && one['homeAway'] === which);
  const [side] = sides;
  const team = side?.['team'];
  const name = isBody(team) ? textOf(team['displayName']) : '';
  return sides.length === 1 && side && name !== '' ? { name, score: side['score'] } : null;
}

/** "2026-11-21T18:00Z": without seconds. */
const readStart = (value: unknown): number =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/.test(value) ? Date.parse(value) : Number.NaN;

/** Over is only what is completed: a game that ended without a result is none. */
function readState(status: unknown): ScoreboardGame['state'] | null {
  const type = isBody(status) ? status['type'] : undefined;
  if (!isBody(type)) return null;
  const named = NAMED[textOf(type['name'])];
  if (named !== undefined) return named;
  if (type['state'] === 'pre') return 'before';
  if (type['state'] === 'in') return type['name'] === 'STATUS_DELAYED' ? 'suspended' : 'playing';
  return type['state'] === 'post' && type['completed'] === true ? 'over' : null;
}

/** Scores are texts, and may be absent before the start and where nothing was played. */
function readScore(value: unknown, state: ScoreboardGame['state']): number {
  const none = value === undefined || value === null || value === '';
  if (none) return state === 'playing' || state === 'over' ? Number.NaN : 0;
  const score = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(score) && (score as number) >= 0 && (score as number) <= MOST_POINTS
    ? (score as number)
    : Number.NaN;
}

function secondsLeft(league: League, state: ScoreboardGame['state'], period: number, clock: unknown): number | null {
  if (state !== 'playing' || typeof clock !== 'number' || !(clock >= 0 && clock <= 10_800)) return null;
  if (league === 'mlb') return null;
  return league === 'fifa-world-cup' ? soccerSecondsLeft(period, clock) : clock;
}

/** Which half of the inning, from "Top 5th"; either text may have it. */
function inningOf(status: unknown): ReturnType<typeof readHalf> {
  const type = isBody(status) && isBody(status['type']) ? status['type'] : {};
  return readHalf(type['shortDetail']) ?? readHalf(type['detail']);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
