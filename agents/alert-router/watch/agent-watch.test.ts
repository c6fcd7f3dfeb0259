import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import { describe, expect, it } from 'vitest';
import { AgentWatch } from './agent-watch.js';

const T0 = Date.UTC(2026, 10, 21, 12);

function place() {
  const watch = new AgentWatch();
  let now = T0;
  const beat = (agent: string, change: Partial<Heartbeat> = {}) =>
    watch.take({
      agent,
      instance: 'one',
      state: 'running',
      haltId: null,
      startedAt: T0,
      at: now,
      details: {},
      ...change,
    });
  /** Second after second; those who live say so. */
  const pass = (seconds: number, alive: () => void = () => undefined) => {
    const kinds: string[] = [];
    for (let i = 0; i < seconds; i++) {
      now += 1_000;
      alive();
      for (const { kind, dedupeKey } of watch.look(now)) kinds.push(`${kind} ${dedupeKey?.split(':')[1]}`);
    }
    return kinds;
  };
  return { watch, beat, pass, sleep: (ms: number) => (now += ms) };
}

describe('an agent', () => {
  it('that is silent for 15 s is told of once, and when it is back', () => {
    const { beat, pass } = place();
    beat('executor');
    expect(pass(14)).toEqual([]);
    expect(pass(30)).toEqual(['agent.down executor']);
    beat('executor', { instance: 'two', startedAt: T0 + 40_000 });
    expect(pass(1)).toEqual(['agent.back executor']);
  });

  it('that is gone, back and gone again within a minute is told of each time, under keys of their own', () => {
    const { beat, watch } = place();
    const keys: string[] = [];
    for (let second = 0; second < 50; second++) {
      const now = T0 + second * 1_000;
      if (second % 20 === 0) beat('executor', { at: now });
      for (const { kind, dedupeKey } of watch.look(now)) if (kind === 'agent.down') keys.push(dedupeKey ?? '');
    }
    expect(new Set(keys).size).toBe(2);
  });

  it('that ended without a word and runs again is told of once within ten minutes, not in a rolling restart', () => {
    const { beat, pass } = place();
    const life = (instance: string, startedAt: number) => () =>
      beat(instance.split('-')[0] ?? '', { instance, startedAt });
    const both =
      (...all: readonly (() => void)[]) =>
      () =>
        all.forEach((one) => one());
    const old = both(life('executor-1', T0), life('auditor-1', T0), life('recorder-1', T0));
    expect(pass(3, old)).toEqual([]);
    // The executor was killed; the auditor is replaced while it still speaks; the recorder said that it stops.
    beat('recorder', { instance: 'recorder-1', state: 'draining' });
    const rolling = both(
      life('executor-2', T0 + 5),
      life('auditor-2', T0 + 5),
      life('auditor-1', T0),
      life('recorder-2', T0 + 5),
    );
    expect(pass(5, rolling)).toEqual(['agent.restarted executor']);
    expect(pass(5, both(life('executor-3', T0 + 9), life('auditor-2', T0 + 5), life('recorder-2', T0 + 5)))).toEqual(
      [],
    );
  });

  it('that said it stops is not missed', () => {
    const { beat, pass } = place();
    beat('executor', { state: 'draining' });
    expect(pass(60)).toEqual([]);
  });

  it('that comes back again and again is told of', () => {
    const { beat, pass } = place();
    beat('executor');
    const kinds = [2, 3, 4, 5].flatMap((life) =>
      pass(5, () => beat('executor', { instance: String(life), startedAt: T0 + life })),
    );
    expect(kinds).toEqual(['agent.restarted executor', 'agent.restarting executor']);
  });

  it('is not blamed for this process having slept', () => {
    const { beat, pass, sleep } = place();
    beat('executor');
    pass(1);
    sleep(3_600_000);
    expect(pass(10)).toEqual([]);
    expect(pass(10)).toEqual(['agent.down executor']);
  });
});

describe('a venue', () => {
  it('whose feed stays away is told of, once until it is back', () => {
    const { beat, pass } = place();
    const away = () => beat('venue-watcher:kalshi', { details: { connected: false } });
    away();
    expect(pass(29, away)).toEqual([]);
    expect(pass(60, away)).toEqual(['venue.unreachable kalshi']);
    pass(1, () => beat('venue-watcher:kalshi', { details: { connected: true } }));
    expect(pass(40, away)).toEqual(['venue.unreachable kalshi']);
  });

  it('that the executor leaves alone is told of at once', () => {
    const { beat, pass } = place();
    expect(pass(5, () => beat('executor', { details: { leftAlone: 'polymarket' } }))).toEqual([
      'venue.left-alone polymarket',
    ]);
  });
});
