import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { parseLevel, parseShare } from './options.js';

it.each([
  ['0.005', 0.005],
  ['0.5%', 0.005],
  ['0.1%', 0.001],
  ['1', 1],
  ['0', 0],
  ['100%', 1],
])('%j is the share %d', (text, share) => {
  expect(parseShare(text)).toBe(share);
});

it.each(['', '-0.1', '1.1', '101%', 'half', '1e-3', '0.5 %'])('%j is no share', (text) => {
  expect(() => parseShare(text)).toThrow(InvalidArgumentError);
});

it('a level of the log is one that there is', () => {
  expect(parseLevel('debug')).toBe('debug');
  expect(() => parseLevel('loud')).toThrow(/one of trace, debug/);
});
