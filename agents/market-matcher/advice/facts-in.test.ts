import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsIn, missingFacts } from './facts-in.js';
import { namesMeet } from './names-meet.js';

describe('factsIn', () => {
  it.each([
    ['$100k', '100,000'],
    ['1.5 million', '$1,500,000'],
    ['3.0%', '3 percent'],
    ['2bn', '2,000,000,000'],
    ['Nov. 21, 2026', '2026-11-21'],
    ['21st of November 2026', '11/21/2026'],
    ['September 3', 'Sept 3rd'],
    ['three cuts', '3 cuts'],
    ['May 5', '5 May'],
  ])('reads "%s" and "%s" as one', (a, b) => {
    expect([...factsIn(a)].toSorted()).toEqual([...factsIn(b)].toSorted());
  });

  it.each([
    ['$100k', '$101k'],
    ['Nov 21', 'Nov 22'],
    ['Nov 21', 'Oct 21'],
    ['3.25%', '3.5%'],
    ['two cuts', 'three cuts'],
    ['1 million', '1 billion'],
  ])('tells "%s" from "%s"', (a, b) => {
    expect(missingFacts(factsIn(a), factsIn(b))).not.toEqual([]);
  });

  it('takes "may" for a month beside a number only', () => {
    expect([...factsIn('it may rise, and they may not')]).toEqual([]);
  });

  it('finds a whole number however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        const facts = factsIn(`x ${value.toLocaleString('en-US')} y`);
        return missingFacts(factsIn(`${value}`), facts).length === 0 && facts.size === 1;
      }),
    );
  });
});

describe('namesMeet', () => {
  it.each([
    ['Bitcoin', 'the price of bitcoin'],
    ['BTC', 'Bitcoin'],
    ['NYC', 'New York City'],
    ['Fed', 'the Federal Reserve'],
    ['GPT-6', 'GPT 6'],
  ])('%s can be %s', (a, b) => expect(namesMeet(a, b)).toBe(true));

  it.each([
    ['Trump', 'Vance'],
    ['Central Park', 'LaGuardia Airport'],
    ['Binance', 'Coinbase'],
    ['ETH', 'Bitcoin'],
    ['the market', 'this market'],
  ])('%s cannot be %s', (a, b) => expect(namesMeet(a, b)).toBe(false));
});
