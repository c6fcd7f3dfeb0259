import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parsePrice } from '@pm-arbitrage/core/money/money.js';
import { expect, it } from 'vitest';
import { CalibrationLog } from './calibration-log.js';

const market = marketId('kalshi', 'K');
const END = Date.UTC(2026, 10, 21, 22);
const MINUTE = 60_000;
const RESOLVED = END + 5 * MINUTE;
const yes = parsePrice('1');

it('judges a market by what was said two minutes before its end, and gathers over lives', () => {
  const log = new CalibrationLog();
  for (let minute = 10; minute >= 0; minute--)
    log.forecast(market, 'm', minute === 2 ? 0.7 : 0.1, END - minute * MINUTE);
  const [told] = log.resolved(market, yes, END, RESOLVED);
  expect(told?.model).toBe('m');
  expect(log.scores['brier:m']).toBeCloseTo(0.09, 12);
  const later = new CalibrationLog();
  later.remember('m', told?.record as never);
  later.forecast(market, 'm', 0.5, END - 3 * MINUTE);
  later.resolved(market, parsePrice('0'), END, RESOLVED);
  expect(later.scores['brier:m']).toBeCloseTo((0.09 + 0.25) / 2, 12);
});

it('takes the first forecast of a market that lived shorter, and none that was made after its end', () => {
  const log = new CalibrationLog();
  log.forecast(market, 'm', 0.8, END - MINUTE);
  log.forecast(market, 'm', 0.2, END - 20_000);
  expect(log.resolved(market, yes, END, RESOLVED)[0]?.record.squares).toBeCloseTo(0.04, 12);
  log.forecast(market, 'm', 0.8, END);
  expect(log.resolved(market, yes, END, RESOLVED)).toEqual([]);
});

it('judges nobody by a market that paid half, and a market once', () => {
  const log = new CalibrationLog();
  log.forecast(market, 'm', 0.8, END - 5 * MINUTE);
  expect(log.resolved(market, parsePrice('0.5'), END, RESOLVED)).toEqual([]);
  expect(log.resolved(market, yes, END, RESOLVED)).toEqual([]);
});

it('judges every model that spoke of a market by its own time, the one before by when it was relieved', () => {
  const log = new CalibrationLog();
  for (let minute = 30; minute > 20; minute--) log.forecast(market, 'odds', 0.5 + minute / 100, END - minute * MINUTE);
  for (let minute = 20; minute > 4; minute--) log.forecast(market, 'score', 0.9, END - minute * MINUTE);
  for (let minute = 4; minute >= 1; minute--) log.forecast(market, 'over', 1, END - minute * MINUTE);
  expect(log.resolved(market, yes, END, RESOLVED).map(({ model }) => model)).toEqual(['odds', 'score', 'over']);
  // Two minutes before the score took over it said 0.72.
  expect(log.scores['brier:odds']).toBeCloseTo(0.28 ** 2, 4);
  expect(log.scores['brier:score']).toBeCloseTo(0.01, 4);
  expect(log.scores['brier:over']).toBe(0);
});

it('takes a market that was valued after its nominal close to have ended when it resolved', () => {
  const log = new CalibrationLog();
  const resolvedAt = END + 180 * MINUTE;
  for (let minute = -10; minute < 170; minute++)
    log.forecast(market, 'score', minute < 160 ? 0.7 : 1, END + minute * MINUTE);
  expect(log.resolved(market, yes, END, resolvedAt)).toHaveLength(1);
  expect(log.scores['brier:score']).toBe(0);
});
