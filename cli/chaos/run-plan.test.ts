import { expect, it } from 'vitest';
import { crashScripts, isPoint } from './crash-catalogue.js';
import { faultNames } from './fault-catalogue.js';
import { fullSweep, planRun } from './run-plan.js';

it('plans the same run for the same seed, and another one for another', () => {
  expect(planRun(4_711)).toEqual(planRun(4_711));
  expect(planRun(4_711)).not.toEqual(planRun(4_712));
});

it('lets every fault meet every crash once in a full sweep, wherever it begins', () => {
  for (const from of [0, 1_000]) {
    const met = new Set<string>();
    for (let seed = from; seed < from + fullSweep; seed++) {
      const { crash, fault } = planRun(seed);
      met.add(`${fault.name} × ${crash.name}`);
    }
    expect(met.size).toBe(faultNames.length * crashScripts.length);
  }
});

it('meets every fault and every crash within two hundred seeds', () => {
  const plans = Array.from({ length: 200 }, (_, seed) => planRun(seed));
  expect(new Set(plans.map(({ fault }) => fault.name))).toEqual(new Set(faultNames));
  expect(new Set(plans.map(({ crash }) => crash.name))).toEqual(new Set(crashScripts.map(({ name }) => name)));
});

it('fixes what the person names and draws the rest', () => {
  const plan = planRun(3, { fault: 'ghost-fill@polymarket', crash: 'send sell *:after' });
  expect(plan.fault.name).toBe('ghost-fill@polymarket');
  expect(plan.deaths.map(({ point }) => point)).toEqual(['send sell *:after']);
  expect(plan.scene).toBe('second-leaves');
});

it('plans trades that are worth doing, at both venues, on both sides', () => {
  for (let seed = 0; seed < 500; seed++) {
    const [first, second] = planRun(seed).legs;
    expect(first.price + second.price).toBeLessThanOrEqual(8_800);
    expect(first.platform).not.toBe(second.platform);
    expect(first.side).not.toBe(second.side);
    expect(first.price - first.spread).toBeGreaterThan(0);
  }
});

it('kills at no fewer than fourteen instants of the order path, in exits and in reconciliation too', () => {
  const instants = new Set(crashScripts.flatMap(({ lives }) => lives));
  expect(instants.size).toBeGreaterThanOrEqual(14);
  for (const point of ['lock:after', 'send buy 0:before', 'addExit:after', 'lookup:before', 'positions kalshi:after'])
    expect(instants).toContain(point);
});

it('knows a point by its name, with any number where the plan leaves it open', () => {
  expect(isPoint('lock:after', 'lock:after')).toBe(true);
  expect(isPoint('lock:after', 'lock#2:after')).toBe(false);
  expect(isPoint('send sell *:before', 'send sell 1:before')).toBe(true);
  expect(isPoint('send sell *:before', 'send sell 1:after')).toBe(false);
  expect(isPoint('send buy *#2:after', 'send buy 0#2:after')).toBe(true);
  expect(isPoint('send buy *#2:after', 'send buy 0:after')).toBe(false);
});
