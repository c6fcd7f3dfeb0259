import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TradeSequence } from './trade-sequence.js';

it('counts what was missed and passes over what was seen', () => {
  const trades = new TradeSequence();
  expect([10, 11, 11, 9, 15, 16].map((id) => trades.take(id))).toEqual([
    'next',
    'next',
    'seen',
    'seen',
    { missed: 3 },
    'next',
  ]);
});

it('counts what was missed over a break, and takes ids that began anew', () => {
  const trades = new TradeSequence();
  trades.take(5_000_010);
  trades.restart();
  expect(trades.take(5_000_009)).toBe('seen');
  expect(trades.take(5_000_014)).toEqual({ missed: 3 });
  trades.restart();
  expect(trades.take(1)).toBe('next');
  expect(trades.take(2)).toBe('next');
});

it('does not believe one id far ahead of all others, but two', () => {
  const trades = new TradeSequence();
  trades.take(10);
  expect([9_000_000_000, 11, 9_000_000_000, 9_000_000_001].map((id) => trades.take(id))).toEqual([
    'wild',
    'next',
    'wild',
    { missed: 8_999_999_989 },
  ]);
  expect(trades.take(9_000_000_002)).toBe('next');
});

it('accounts for every id between the first and the last, whatever is lost and repeated', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1 }), (ids) => {
      const trades = new TradeSequence();
      const steps = ids.map((id) => trades.take(id));
      const missed = steps.reduce((sum, step) => sum + (typeof step === 'object' ? step.missed : 0), 0);
      const taken = steps.filter((step) => step !== 'seen').length;
      return taken + missed === Math.max(...ids) - (ids[0] as number) + 1;
    }),
  );
});
