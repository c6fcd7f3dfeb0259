import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataWatch } from './data-watch.js';

describe('DataWatch', () => {
  let clock: SimulatedClock;
  let told: [readonly string[], number][];
  let watch: DataWatch;

  beforeEach(() => {
    clock = new SimulatedClock(0);
    told = [];
    watch = new DataWatch({ clock, silenceMs: 10_000, silent: (symbols) => told.push([symbols, clock.now()]) });
    watch.watch(new Set(['btc-usd', 'eth-usd']));
    watch.begin();
  });

  it('tells which symbol went silent while another speaks', () => {
    watch.heard('btc-usd');
    for (let i = 0; i < 13; i++) {
      clock.advanceBy(1_000);
      watch.heard('eth-usd');
    }
    expect(told).toEqual([[['btc-usd'], 12_000]]);
    expect(watch.silent()).toEqual(['btc-usd']);
  });

  it('waits twice as long each time in vain, and as at first after it spoke again', () => {
    watch.watch(new Set(['btc-usd']));
    watch.heard('btc-usd');
    clock.advanceTo(45_000);
    expect(told.map(([, at]) => at)).toEqual([12_000, 22_000, 42_000]);
    watch.heard('btc-usd');
    clock.advanceTo(60_000);
    expect(told.at(-1)?.[1]).toBe(56_000);
  });

  it('tells once of a symbol that never spoke', () => {
    watch.watch(new Set(['nonsense-usd']));
    clock.advanceTo(3_600_000);
    expect(told).toEqual([[['nonsense-usd'], 12_000]]);
  });

  it('expects nothing while there is no connection', () => {
    watch.pause();
    clock.advanceTo(100_000);
    expect(told).toEqual([]);
    watch.begin();
    expect(watch.silent()).toEqual([]);
  });
});
