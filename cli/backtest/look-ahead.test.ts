import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';
import { measuredWeek } from '@pm-arbitrage/simulator/weeks/week-parameters.js';
import { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { afterAll, describe, expect, it } from 'vitest';
import { ALL_STRATEGIES } from '../weeks/week-config.js';
import { WEEK_FROM } from '../weeks/world-of.js';
import { decidedUntil, lookedAhead } from './look-ahead.js';
import { runBacktest } from './run-backtest.js';
import { poisoned } from './testing/poisoned.js';
import { recordWeek } from './testing/record-week.js';
import { spiked } from './testing/spiked.js';

const BEFORE_MINUTES = 2;
const START = WEEK_FROM + 17 * 3_600_000 - BEFORE_MINUTES * 60_000;
/** Poison flows for so long. */
const POISONED_MS = 10_000;
const SPIKE = { from: START + 45_000, to: START + 49_000 };
const config = configSchema.parse({
  log: { level: 'silent' },
  risk: { auctionMs: 200, dailyTrades: 1_000, openPositions: 500 },
  // A spike is one against a mean of ten minutes; here less must do.
  strategies: { spikeHistoryMs: 25_000 },
});

const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-look-ahead-'));
const recordings = join(folder, 'recordings');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world = () =>
  new WeekWorld({
    seed: 3,
    from: WEEK_FROM,
    days: 1,
    plan: { hours: [17], before: BEFORE_MINUTES, after: 0 },
    parameters: measuredWeek,
  });

function* until<T extends { readonly at: number }>(moments: Iterable<T>, end: number): Generator<T> {
  for (const moment of moments) {
    if (moment.at >= end) return;
    yield moment;
  }
}

/** Leaves most of what was quoted before the session out: twenty minutes of it are history enough here. */
function* thinned(moments: Iterable<WeekMoment>): Generator<WeekMoment> {
  const isOld = ({ ticks }: WeekMoment) =>
    ticks.length > 1 && ticks.every(({ tick }) => tick.eventTime < START - 20 * 60_000);
  for (const moment of moments) if (!isOld(moment)) yield moment;
}

/** The decision log of a backtest on days with the future that they had, or with another. */
async function decide(strategies: readonly string[], poisonFrom: number, future: 'true' | 'poisoned'): Promise<string> {
  rmSync(recordings, { recursive: true, force: true });
  const days = until(spiked(thinned(world().moments()), SPIKE), poisonFrom + POISONED_MS);
  await recordWeek(future === 'true' ? days : poisoned(days, poisonFrom), recordings);
  const logFile = join(folder, 'decisions.jsonl');
  await runBacktest({
    config: { ...config, trading: { ...config.trading, strategies: [...strategies] } },
    data: [recordings],
    from: null,
    to: null,
    multiplier: 1,
    series: { spread: 0.02, contracts: 100 },
    matchesFile: null,
    logFile,
  });
  return readFileSync(logFile, 'utf8');
}

const requests = (lines: readonly string[], strategy: string): number =>
  lines.filter((line) => line.includes('"trade.requests"') && line.includes(`"strategy":"${strategy}"`)).length;

describe('looking ahead', () => {
  it('no strategy and no scanner decides anything else before its time when the future is another', async () => {
    const poisonFrom = START + 70_000;
    const past = await decide(ALL_STRATEGIES, poisonFrom, 'true');
    const other = await decide(ALL_STRATEGIES, poisonFrom, 'poisoned');
    expect(lookedAhead(past, other, poisonFrom)).toBeNull();
    const decided = decidedUntil(past, poisonFrom);
    expect(decided.filter((line) => line.includes('"kind":"opportunities"')).length).toBeGreaterThan(50);
    expect(ALL_STRATEGIES.filter((strategy) => requests(decided, strategy) === 0)).toEqual([]);
    // The poison was swallowed: what came later is another.
    expect(lookedAhead(past, other, Number.POSITIVE_INFINITY)).not.toBeNull();
  }, 600_000);

  it('a strategy that reads the recording ahead is caught', async () => {
    const peek = join(folder, 'peek.mjs');
    writeFileSync(peek, peeking(join(recordings, 'oracle.crypto')));
    const poisonFrom = START + 20_000;
    const past = await decide([peek], poisonFrom, 'true');
    const other = await decide([peek], poisonFrom, 'poisoned');
    expect(requests(decidedUntil(past, poisonFrom), 'peek')).toBeGreaterThan(0);
    const part = lookedAhead(past, other, poisonFrom);
    expect(part?.one ?? part?.other).toContain('peek');
  }, 600_000);
});

/** Takes as much as the bytes of what was recorded, the future's too, tell it. */
const peeking = (ahead: string): string => `
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = ${JSON.stringify(ahead)};

function readAhead() {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.parquet')).sort())
    hash.update(readFileSync(join(folder, name)));
  return hash.digest()[0];
}

export const createStrategy = () => {
  const share = (readAhead() + 1) / 257;
  return {
    name: 'peek',
    kinds: ['fair-value'],
    decide: ({ minQuantity, quantity }) => ({
      kind: 'trade',
      quantity: Math.max(minQuantity, Math.floor((quantity * share) / 10_000) * 10_000),
      execution: { style: 'at-once' },
      odds: 1,
    }),
  };
};
`;
