import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';
import { TournamentError } from './tournament-error.js';

const DAY_MS = 86_400_000;

/**
 * Days with capital that ended by `at`, the last `windowDays` of the calendar or, with null, all; ascending.
 * @throws TournamentError `tournament.day` when a day is marked twice or does not begin at 00:00 UTC
 */
export function countedDays(days: readonly ScoredDay[], at: number, windowDays: number | null): readonly ScoredDay[] {
  const seen = new Set<number>();
  for (const { day } of days) {
    if (day % DAY_MS !== 0 || seen.has(day)) {
      throw new TournamentError('tournament.day', `day ${day} is marked twice or does not begin at 00:00 UTC`, { day });
    }
    seen.add(day);
  }
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  const first = windowDays === null ? Number.NEGATIVE_INFINITY : today - windowDays * DAY_MS;
  return days.filter(({ day, capital }) => capital > 0 && day >= first && day < today).sort((a, b) => a.day - b.day);
}
