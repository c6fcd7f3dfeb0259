import { describe, expect, it } from 'vitest';
import { findClocks } from './find-clocks.js';

const read = (text: string) => findClocks(text).map(({ minute, zone }) => [minute, zone]);

describe('findClocks', () => {
  it.each([
    ['at 5 PM EDT', [[1_020, 'EDT']]],
    [
      '12:00 in the ET timezone (noon)',
      [
        [720, 'ET'],
        [720, null],
      ],
    ],
    [
      '3:00PM-3:05PM ET',
      [
        [900, 'ET'],
        [905, 'ET'],
      ],
    ],
    ['at 00:15 UTC', [[15, 'UTC']]],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('keeps seconds, which are a part of a minute', () => {
    expect(read('before 14:05:30 UTC')).toEqual([[845.5, 'UTC']]);
    expect(read('by 11:59:59 PM ET')).toEqual([[1_439 + 59 / 60, 'ET']]);
  });

  it('takes no price or score for a time', () => {
    expect(read('above $84,120.15, 2:1, 69,000-69,499.99')).toEqual([]);
  });
});
