import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { opportunities, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { VoiceFault } from '@pm-arbitrage/simulator/weeks/oracle-voices.js';
import { measuredWeek } from '@pm-arbitrage/simulator/weeks/week-parameters.js';
import { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { expect, it } from 'vitest';
import { runWeek } from './run-week.js';
import { WEEK_FROM } from './world-of.js';

const HOUR = WEEK_FROM + 17 * 3_600_000;
const MINUTE = 60_000;
const INDEX = 'cf-benchmarks btc-usd';
const config = configSchema.parse({ log: { level: 'silent' } });

/** A minute each, with a minute of truth before, between and after them. */
const span = (minutesBefore: number) =>
  ({ voice: 'cf-benchmarks', from: HOUR - minutesBefore * MINUTE, to: HOUR - (minutesBefore - 1) * MINUTE }) as const;
const FAULTS: readonly VoiceFault[] = [
  { ...span(8), kind: 'lies', share: 0.005 },
  { ...span(6), kind: 'lags', byMs: 60_000 },
  { ...span(4), kind: 'silent' },
];

it('nothing is found or asked for on an index that lies, repeats the past or is silent, beyond the stale limit', async () => {
  const plan = { hours: [17], before: 9, after: -2 };
  const world = new WeekWorld({ seed: 1, from: WEEK_FROM, days: 1, plan, parameters: measuredWeek, faults: FAULTS });
  const { asked, found } = await runWeek({
    config,
    world,
    from: WEEK_FROM,
    strategies: ['oracle-sniper', 'oracle-patient'],
    async summarise({ database: { queries } }) {
      const all = await queries.select().from(opportunities);
      const onIndex = all.filter(({ opportunity }) => opportunity.fair?.sources.includes(INDEX));
      const ids = new Set(onIndex.map(({ id }) => id));
      const own = (await queries.select().from(trades)).filter(({ opportunityId }) => ids.has(opportunityId));
      return { found: onIndex.map(({ detectedAt }) => detectedAt), asked: own.map(({ requestedAt }) => requestedAt) };
    },
  });
  const limit = config.trading.staleOracleMs;
  for (const { from, kind, to } of FAULTS) {
    const wrong = (at: number) => at > from + limit && at <= to;
    expect([kind, found.filter(wrong), asked.filter(wrong)]).toEqual([kind, [], []]);
    expect([kind, found.some((at) => at > from - MINUTE && at <= from)]).toEqual([kind, true]);
  }
  expect(found.some((at) => at > HOUR - 3 * MINUTE)).toBe(true);
  expect(asked.length).toBeGreaterThan(0);
}, 300_000);
