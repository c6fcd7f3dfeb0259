import { expect, it } from 'vitest';
import { readHalf } from './read-half.js';

it.each([
  ['Top 5th', { half: 'top', ended: false }],
  ['Bot 9th', { half: 'bottom', ended: false }],
  ['Bottom 9th', { half: 'bottom', ended: false }],
  ['Mid 3rd', { half: 'bottom', ended: false }],
  ['Middle 3rd', { half: 'bottom', ended: false }],
  ['End 7th', { half: 'top', ended: true }],
  ['5th', null],
  ['Ended', null],
  ['Topeka', null],
  [undefined, null],
])('%s', (text, half) => expect(readHalf(text)).toEqual(half));
