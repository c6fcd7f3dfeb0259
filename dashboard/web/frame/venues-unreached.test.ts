import { expect, it } from 'vitest';
import type { HaltView } from '../../protocol/halt-view.js';
import { venuesUnreached } from './venues-unreached.js';

const AT = 1_795_000_000_000;
const executor = (change: Partial<HaltView['agents'][number]> = {}): HaltView['agents'][number] => ({
  agent: 'executor',
  state: 'halted',
  at: AT,
  acknowledged: true,
  afterMs: 120,
  ...change,
});
const view = (change: Partial<HaltView> = {}): HaltView => ({
  at: AT,
  mode: 'live',
  simulated: false,
  publicDemo: false,
  halt: { id: 'h', reason: 'r', by: 'ann', at: AT },
  agents: [executor(), { ...executor(), agent: 'strategy' }],
  agentsUnknown: null,
  ...change,
});

it('a halt has reached the venues when the executor obeys, and only then', () => {
  const later = AT + 4_000;
  expect(venuesUnreached(view(), later)).toBeNull();
  const slow = view({ agents: [executor({ state: 'running', acknowledged: false, afterMs: null })] });
  expect(venuesUnreached(slow, later)).toMatch(/has not answered/);
  expect(venuesUnreached(slow, AT + 3_999)).toBeNull();
  expect(venuesUnreached(view({ agents: [executor({ state: 'dead' })] }), later)).toMatch(/silent/);
  expect(venuesUnreached(view({ agents: [{ ...executor(), agent: 'strategy' }] }), later)).toMatch(/no executor/);
  expect(venuesUnreached(view({ agentsUnknown: 'no connection to Redis' }), later)).toMatch(/not known.*Redis/);
});

it('nothing rests at a venue on paper, and nothing is to be reached without a halt', () => {
  const silent = { agents: [executor({ state: 'dead' })] };
  expect(venuesUnreached(view({ ...silent, mode: 'paper' }), AT + 60_000)).toBeNull();
  expect(venuesUnreached(view({ ...silent, halt: null }), AT + 60_000)).toBeNull();
});
