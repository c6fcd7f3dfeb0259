import { expect, it } from 'vitest';
import { checkEventModels } from './check-event-models.js';

it('of 2,000 resolved markets each model is within 2 % of who knows the true parameters', () => {
  const checks = checkEventModels(2_000);
  for (const check of checks) console.info(JSON.stringify(check));
  expect(checks).toHaveLength(6);
  for (const { model, markets, excess, trueBrier } of checks) {
    expect({ model, markets, within: excess <= 0.02 }).toEqual({ model, markets: 2_000, within: true });
    expect(trueBrier).toBeGreaterThan(0.05);
  }
});
