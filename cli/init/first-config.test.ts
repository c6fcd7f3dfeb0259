import { ownStrategies } from '@pm-arbitrage/agents/strategy/load-strategy.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaultAnswers, dollarsProblem, percentProblem } from './ask-answers.js';
import { firstConfig } from './first-config.js';

const answers = fc.record({
  kalshi: fc.nat(1_000_000).map(String),
  polymarket: fc.nat(100_000).map((cents) => (cents / 100).toFixed(2)),
  strategies: fc.subarray([...ownStrategies], { minLength: 1 }),
  oracles: fc.subarray([...oracleTypes]),
  maxTrade: fc.integer({ min: 1, max: 1_000_000 }).map((ppm) => ppm / 1_000_000),
  processes: fc.boolean(),
});

it('is a valid configuration that says what was answered, whatever that was, on paper', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const config = configSchema.parse(parse(firstConfig(given)));
      expect(config).toMatchObject({
        mode: 'paper',
        trading: { strategies: given.strategies },
        oracles: { run: given.oracles },
        risk: { maxTrade: given.maxTrade },
      });
      expect(config.capital.kalshi).toBe(Number(given.kalshi) * 1_000_000);
    }),
  );
});

it('changes nothing but comments where the defaults are taken', () => {
  expect(configSchema.parse(parse(firstConfig(defaultAnswers)))).toEqual(configSchema.parse({}));
});

it('knows an amount and a share from what is none', () => {
  expect(['1000', '0', '250.50', '0.000001'].map(dollarsProblem)).toEqual(Array.from({ length: 4 }));
  expect(['', '1e3', '-5', '1.0000001', '$5'].filter((text) => dollarsProblem(text) === undefined)).toEqual([]);
  expect(['10', '0.5', '100'].map(percentProblem)).toEqual(Array.from({ length: 3 }));
  expect(['0', '101', 'ten', ''].filter((text) => percentProblem(text) === undefined)).toEqual([]);
});
