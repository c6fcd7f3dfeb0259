import { expect, it } from 'vitest';
import type { Status, TradeRow } from './control.js';
import { describePlan, resumePlan } from './resume-plan.js';

const status = {
  mode: 'live',
  halt: { id: 'h', reason: 'prices looked wrong', by: 'ann', at: '2026-11-21T12:00:00.000Z' },
  agents: [
    { agent: 'executor', state: 'halted' },
    { agent: 'old', state: 'dead' },
  ],
} as unknown as Status;
const trade = (id: string, state: string, reason = '') => ({ id, state, reason }) as unknown as TradeRow;

it('shows what a resume sets going again: the halt it lifts, who trades, and which trades go on', () => {
  const plan = resumePlan(status, [
    trade('t1', 'exiting', 'waits for the halt to be lifted'),
    trade('t2', 'complete'),
    trade('t3', 'executing', 'waits for its fills to be final'),
  ]);
  expect(describePlan(plan)).toEqual([
    'Lifts the halt of 2026-11-21T12:00:00.000Z by ann: prices looked wrong',
    '1 agent(s) trade again with REAL MONEY: executor',
    'Trade t1 goes on (exiting: waits for the halt to be lifted)',
    'Trade t3 goes on (executing: waits for its fills to be final)',
  ]);
});

it('says that nobody is running', () => {
  const plan = resumePlan({ ...status, mode: 'paper', halt: null, agents: [] }, []);
  expect(describePlan(plan)).toEqual(['No agent is running; whoever starts trades on paper.']);
});
