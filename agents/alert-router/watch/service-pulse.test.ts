import { expect, it } from 'vitest';
import { DiskWatch } from './disk-watch.js';
import { ServicePulse } from './service-pulse.js';

it('tells of a service that stays away for ten seconds, once, and of its return', () => {
  const pulse = new ServicePulse('Postgres');
  const at = (second: number, problem: string | null) => pulse.record(problem, second * 1_000).map(({ kind }) => kind);
  expect([at(0, null), at(1, 'refused'), at(2, null), at(3, 'refused'), at(12, 'refused')].flat()).toEqual([]);
  expect([at(13, 'refused'), at(14, 'refused'), at(15, null), at(16, null)].flat()).toEqual([
    'database.down',
    'database.back',
  ]);
});

it('tells of a disk that is nearly full, once until there is room again', () => {
  const watch = new DiskWatch();
  const look = (free: number) => watch.look({ free, total: 100e9 }, '/data').map(({ kind }) => kind);
  expect([look(50e9), look(2e9), look(1e9), look(50e9), look(100e6)].flat()).toEqual([
    'disk.full',
    'disk.back',
    'disk.full',
  ]);
});

it('does not take a small disk for a full one', () => {
  const watch = new DiskWatch();
  const look = (free: number) => watch.look({ free, total: 500e6 }, '/data').map(({ kind }) => kind);
  expect([look(250e6), look(99e6), look(101e6)].flat()).toEqual(['disk.full', 'disk.back']);
});
