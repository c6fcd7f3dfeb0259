import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { expect, it } from 'vitest';
import { gameRunning } from './game-running.js';
import { SportsDesk } from './sports-desk.js';
import { gameTick, homeOf, KICK_OFF, winner } from './testing/game-terms.js';

const NOW = KICK_OFF + 3_600_000;
const terms = winner('nfl', homeOf('nfl'));
const running = (...ticks: readonly OracleTick[]) => {
  const desk = new SportsDesk();
  for (const tick of ticks) desk.take(tick);
  return gameRunning(terms, desk, NOW);
};
const other = (change: Parameters<typeof gameTick>[2], at = NOW) =>
  gameTick('nfl', at, { source: 'polymarket-sports', ...change });

it('runs while anybody tells that it is played or suspended, and not before or after', () => {
  expect(running()).toBeNull();
  expect(running(gameTick('nfl', NOW, { state: 'before', period: 0 }))).toBeNull();
  expect(running(gameTick('nfl', NOW))).toEqual({ confident: false });
  expect(running(gameTick('nfl', NOW, { state: 'suspended' }))).toEqual({ confident: false });
  expect(running(gameTick('nfl', NOW - 11 * 60_000))).toBeNull();
});

it('is known for certain where two sources agree, also that it is over', () => {
  expect(running(gameTick('nfl', NOW), other({}))).toEqual({ confident: true });
  expect(running(gameTick('nfl', NOW), other({ homeScore: 7 }))).toEqual({ confident: false });
  expect(running(gameTick('nfl', NOW, { state: 'over' }))).toEqual({ confident: false });
  expect(running(gameTick('nfl', NOW, { state: 'over' }), other({ state: 'over' }))).toBeNull();
});
