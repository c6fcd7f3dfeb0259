import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easternDay, easternMidnight } from './eastern-day.js';
import { readScoreboard } from './espn/read-scoreboard.js';
import { readGameSymbol } from './game-symbol.js';
import { readOdds } from './odds-api/read-odds.js';
import { readPeriod } from './polymarket/read-period.js';
import { readSportResult } from './polymarket/read-sport-result.js';

const board = {
  events: [
    {
      id: '1',
      date: '2026-11-22T18:00Z',
      status: { clock: 500, period: 2, type: { name: 'STATUS_IN_PROGRESS', state: 'in', completed: false } },
      competitions: [
        {
          competitors: [
            { homeAway: 'home', score: '7', team: { displayName: 'Miami Dolphins' } },
            { homeAway: 'away', score: '3', team: { displayName: 'Buffalo Bills' } },
          ],
        },
      ],
    },
  ],
};
const odds = [
  {
    commence_time: '2026-11-22T18:00:00Z',
    home_team: 'A',
    away_team: 'B',
    bookmakers: [
      {
        key: 'k',
        markets: [
          {
            key: 'h2h',
            last_update: '2026-11-22T12:00:00Z',
            outcomes: [
              { name: 'A', price: 1.8 },
              { name: 'B', price: 2.1 },
            ],
          },
        ],
      },
    ],
  },
];
const frame = {
  gameId: 1,
  leagueAbbreviation: 'nfl',
  homeTeam: 'MIA',
  awayTeam: 'BUF',
  score: '7-3',
  period: 'Q2',
  live: true,
  ended: false,
};

/** A value with one of its parts replaced. */
const spoil = (value: unknown): fc.Arbitrary<unknown> => {
  const places: (readonly string[])[] = [];
  const walk = (inner: unknown, path: readonly string[]) => {
    places.push(path);
    if (typeof inner === 'object' && inner !== null)
      for (const [key, next] of Object.entries(inner)) walk(next, [...path, key]);
  };
  walk(value, []);
  const put = (inner: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
    if (key === undefined) return by;
    const copy = (Array.isArray(inner) ? [...(inner as unknown[])] : { ...(inner as object) }) as Record<
      string,
      unknown
    >;
    copy[key] = put(copy[key], rest, by);
    return copy;
  };
  return fc.tuple(fc.constantFrom(...places), fc.anything()).map(([path, by]) => put(value, path, by));
};

describe('decoders of sports', () => {
  it('take right answers', () => {
    expect(readScoreboard(board, 'nfl')[0]).toMatchObject({
      kind: 'game',
      homeScore: 7,
      awayScore: 3,
      secondsLeft: 500,
    });
    const [news] = readOdds(odds);
    expect(news?.kind === 'odds' ? news.homeWins : 0).toBeCloseTo(0.5402783936, 9);
    expect(readSportResult(JSON.stringify(frame))).toMatchObject({ kind: 'result', score: [7, 3] });
  });

  it('never throw, and give no game and no odds that cannot be', () => {
    fc.assert(
      fc.property(fc.oneof(spoil(board), spoil(odds), fc.jsonValue(), fc.anything()), (body) => {
        for (const news of readScoreboard(body, 'nfl'))
          if (news.kind === 'game') {
            for (const score of [news.homeScore, news.awayScore, news.period])
              expect(Number.isSafeInteger(score) && score >= 0).toBe(true);
            expect(news.secondsLeft === null || news.secondsLeft >= 0).toBe(true);
          }
        for (const news of readOdds(body))
          if (news.kind === 'odds') {
            expect(news.homeWins + news.awayWins + news.draw).toBeCloseTo(1, 9);
            expect(Math.min(news.homeWins, news.awayWins, news.draw)).toBeGreaterThanOrEqual(0);
          }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throw on frames', () => {
    const frames = fc.oneof(
      fc.string(),
      fc.json(),
      spoil(frame).map((value) => JSON.stringify(value) ?? ''),
    );
    fc.assert(
      fc.property(frames, (text) => {
        const read = readSportResult(text);
        if (read.kind === 'result' && read.score) expect(read.score.every((score) => score >= 0)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('read periods as they are written', () => {
    const read = (text: string) => [
      readPeriod(text, 'nfl'),
      readPeriod(text, 'mlb'),
      readPeriod(text, 'fifa-world-cup'),
    ];
    expect(
      ['Q4', '4Q', 'Mid 8th', 'Bot 9th', '2H', 'HT', 'OT', 'FT', 'NS', 'S3', 'third'].map((text) => read(text)),
    ).toEqual([
      [4, 4, 4],
      [4, 4, 4],
      [8, 8, 8],
      [9, 9, 9],
      [2, 2, 2],
      [2, 4.5, 1],
      [5, 10, 3],
      [4, 9, 2],
      [0, 0, 0],
      [null, null, null],
      [null, null, null],
    ]);
  });

  it('read symbols, and nothing else', () => {
    expect(readGameSymbol('nfl-buf-mia-2026-11-22')).toMatchObject({
      league: 'nfl',
      teams: ['buf', 'mia'],
      day: '2026-11-22',
    });
    expect(readGameSymbol('fifa-world-cup-usa-mex-2026-06-22')).toMatchObject({
      league: 'fifa-world-cup',
      teams: ['usa', 'mex'],
    });
    for (const symbol of [
      'nfl-buf-buf-2026-11-22',
      'nfl-buf-2026-11-22',
      'nfl-buf-mia-2026-13-22',
      'epl-che-liv-2026-11-22',
      '',
    ])
      expect(readGameSymbol(symbol)).toBeNull();
  });

  it('know the day in New York through both changes of clocks', () => {
    expect(easternDay(Date.parse('2026-11-22T04:59:00Z'))).toBe('2026-11-21');
    for (const day of ['2026-03-07', '2026-03-08', '2026-03-09', '2026-07-04', '2026-11-01', '2026-11-02']) {
      expect(easternDay(easternMidnight(day))).toBe(day);
      expect(easternDay(easternMidnight(day) - 1)).not.toBe(day);
    }
  });
});
