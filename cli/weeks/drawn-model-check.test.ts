import { expect, it } from 'vitest';
import { checkDrawnModels } from './drawn-model-check.js';

it('models that price no path err as much as they state, and lose to the truth what that costs', () => {
  const checks = checkDrawnModels(600);
  expect(checks.map(({ model }) => model)).toEqual([
    'baseball-game',
    'daily-maximum',
    'flight-on-time',
    'goal-game',
    'lead-motion',
    'release-forecast',
  ]);
  for (const { actual, brier, covered, markets, model, stated, trueBrier } of checks) {
    expect([model, markets]).toEqual([model, 600]);
    expect([model, covered > 0.85 && covered < 0.95]).toEqual([model, true]);
    expect([model, Math.abs(stated / actual - 1) < 0.15]).toEqual([model, true]);
    // The mean of what it loses is the mean square of what it is off.
    expect([model, Math.abs(brier - trueBrier - actual ** 2) < 0.02]).toEqual([model, true]);
  }
}, 240_000);

it('loses to the truth no more than anybody would who was told the same, where that is drawn', () => {
  const drawn = checkDrawnModels(600).filter(({ floor }) => floor !== null);
  expect(drawn.map(({ model }) => model)).toEqual(['flight-on-time', 'release-forecast']);
  for (const { aboveFloor, floor, model } of drawn) {
    expect([model, (floor ?? 0) > 0.01]).toEqual([model, true]);
    expect([model, Math.abs(aboveFloor ?? 1) < 0.005]).toEqual([model, true]);
  }
}, 240_000);
