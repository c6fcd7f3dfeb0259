import type { Usd } from '@pm-arbitrage/core/money/money.js';
import { signedDollars } from '../format/dollars.js';

/** Gained or lost money: told by sign, arrow and colour, so that no one of them has to be seen. */
export function Gain({ value }: { readonly value: Usd | null }) {
  if (value === null) return <span className="quiet">unknown</span>;
  if (value === 0) return <span className="num">{signedDollars(value)}</span>;
  return <span className={value > 0 ? 'num gain' : 'num loss'}>{signedDollars(value)}</span>;
}
