import { describe, expect, it } from 'vitest';
import { fitColumns, shorten } from './fit-columns.js';

describe('fitColumns', () => {
  it('leaves what fits alone', () => {
    const rows = [
      ['id', 'state'],
      ['a', 'settled'],
    ];
    expect(fitColumns(rows, 80)).toEqual(rows);
  });

  it('takes from the widest column and keeps both ends of an id', () => {
    const [, row] = fitColumns(
      [
        ['market', 'side'],
        [`polymarket:0x${'ab'.repeat(32)}cd`, 'yes'],
      ],
      40,
    );
    expect(row?.[0]).toMatch(/^polymarket:0x.*….*cd$/);
    expect(row?.[1]).toBe('yes');
    expect((row?.join('') ?? '').length + 2 * 3 + 1).toBeLessThanOrEqual(40);
  });

  it('shortens each line of a cell', () => {
    const [, row] = fitColumns([['legs'], ['x'.repeat(50) + '\nyes']], 24);
    expect(row?.[0]?.split('\n').map((line) => line.length)).toEqual([20, 3]);
  });

  it('gives up on a terminal that is too narrow for any table', () => {
    expect(fitColumns([['abcdefgh', 'abcdefgh']], 4)).toEqual([['abc…gh', 'abc…gh']]);
  });
});

describe('shorten', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcdef', 5, 'ab…ef'],
    ['abcdef', 2, 'a…'],
  ])('%s in %i is %s', (text, width, expected) => expect(shorten(text, width)).toBe(expected));
});
