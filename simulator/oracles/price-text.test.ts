import { expect, it } from 'vitest';
import { priceText } from './price-text.js';

it('writes cents above ten and six decimals below, padded', () => {
  expect(priceText(84_123.456, 8)).toBe('84123.46000000');
  expect(priceText(9.999_999_9, 8)).toBe('10.00000000');
  expect(priceText(0.15123, 8)).toBe('0.15123000');
  expect(priceText(84_123.456, 2)).toBe('84123.46');
});
