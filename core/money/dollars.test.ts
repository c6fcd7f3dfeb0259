import { expect, it } from 'vitest';
import { dollars, signedDollars } from './dollars.js';
import { usd } from './money.js';

it('dollars carry their sign in front of the dollar sign, and every digit that counts', () => {
  expect([-2_120_000, -1, 0, 1_204_500_000].map((amount) => dollars(usd(amount)))).toEqual([
    '−$2.12',
    '−$0.000001',
    '$0.00',
    '$1204.50',
  ]);
  expect([-400_000, 0, 1_200_000].map((amount) => signedDollars(usd(amount)))).toEqual(['−$0.40', '$0.00', '+$1.20']);
});
