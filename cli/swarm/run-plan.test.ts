import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { expect, it } from 'vitest';
import { planLines, runPlan } from './run-plan.js';

it('says what would run, on what and within which limits, without passwords', () => {
  const environment = {
    REDIS_URL: 'redis://me:canary@redis.example:6379',
    DATABASE_URL: 'postgres://me:canary@db.example/swarm',
  };
  const overrides = [{ path: ['trading', 'profitThreshold'], value: 0.005, source: '--threshold' }];
  const plan = runPlan(loadConfig({ file: null, environment, overrides }), { processes: true });
  expect(plan).toMatchObject({
    mode: 'paper',
    venues: 'configured',
    processes: true,
    redis: 'redis://…@redis.example:6379',
    database: 'postgres://…@db.example/swarm',
    limits: { profitThreshold: 0.005 },
  });
  expect(plan.agents).toEqual(expect.arrayContaining(['executor', 'risk-guardian', 'strategy:atomic-arb']));
  const text = planLines(plan).join('\n');
  expect(text).toContain('a trade must promise 0.5 % net');
  expect(text).toContain('Nothing was started.');
  expect(text + JSON.stringify(plan)).not.toContain('canary');
});

it('a demo is on paper and on simulated venues, whatever the configuration says', () => {
  const plan = runPlan(loadConfig({ file: null, environment: {} }), { demo: true });
  expect(plan).toMatchObject({ mode: 'paper', venues: 'simulated', redis: null, database: 'embedded, in .data' });
});
