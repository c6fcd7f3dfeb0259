import { isBody, readBody, readIsoTime, type Body } from '../../transport/read-fields.js';
import type { SportsFrame } from './sport-result.js';

const refused = (reason: string): SportsFrame => ({ kind: 'refused', reason });
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/**
 * Decodes a frame. Never throws. A frame has a slug or an id, teams by name or abbreviation, and a score with the home
 * side first; newer ones repeat the state of the game in an object with its time.
 * @see https://docs.polymarket.com/market-data/websocket/sports
 */
export function readSportResult(text: string): SportsFrame {
  const bare = text.trim();
  if (/^ping$/i.test(bare)) return { kind: 'ping', reply: bare === 'PING' ? 'PONG' : 'pong' };
  const body = readBody(text);
  if (typeof body === 'string') return refused(`the frame ${body}`);
  const slug = /^[a-z0-9-]{5,120}$/.test(textOf(body['slug'])) ? textOf(body['slug']) : null;
  const id = body['gameId'] ?? body['metadataGameId'];
  if (slug === null && typeof id !== 'number' && typeof id !== 'string') return refused('the frame names no game');
  const home = textOf(body['homeTeam']);
  const away = textOf(body['awayTeam']);
  const league = textOf(body['leagueAbbreviation']).toLowerCase();
  const score = /^(\d{1,3})-(\d{1,3})$/.exec(textOf(body['score']));
  return {
    kind: 'result',
    key: typeof id === 'number' || typeof id === 'string' ? String(id).slice(0, 80) : (slug as string),
    slug,
    league: league === '' ? null : league,
    sides: home === '' || away === '' ? null : { home, away },
    score: score ? [Number(score[1]), Number(score[2])] : null,
    period: textOf(body['period']),
    elapsed: textOf(body['elapsed']),
    state: readState(body),
    updatedAt: readTime(body),
  };
}

function readState(body: Body): Extract<SportsFrame, { kind: 'result' }>['state'] {
  const status = textOf(body['status']);
  if (/^postponed$/i.test(status)) return 'postponed';
  if (/^cancell?ed$/i.test(status)) return 'cancelled';
  if (/^(?:suspended|interrupted|delayed)$/i.test(status)) return 'suspended';
  if (body['ended'] === true) return 'over';
  return body['live'] === true ? 'playing' : 'before';
}

function readTime(body: Body): number | null {
  const state = isBody(body['eventState']) ? body['eventState'] : {};
  const candidates = [
    state['updatedAt'],
    body['last_update'],
    body['ended'] === true ? (body['finished_timestamp'] ?? body['finishedTimestamp']) : undefined,
  ];
  return candidates.map(readIsoTime).find((time) => !Number.isNaN(time)) ?? null;
}
