import { formatScaled } from '@pm-arbitrage/core/money/decimal.js';
import { type Price, price, type Quantity, quantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { priceText, sizeText } from '../decimal-text.js';
import { MINIMUM_ORDER_SHARES } from '../gamma-json.js';
import type { OrderType, SignedOrder } from './signed-order.js';

/** What an order asks for, as its amounts say (reference §7, §8). */
export interface OrderTerms {
  /** Limit of the token that is traded, on its tick. */
  readonly price: Price;
  /** Shares signed for. */
  readonly shares: Quantity;
  /** Dollars that a market BUY spends, whatever the shares; null for orders that count in shares. */
  readonly budget: Usd | null;
}

export interface TermRules {
  readonly tick: number;
  /** Decimals of the shares of a market BUY: four whatever the tick, or as fine as the tick allows (reference §8.4). */
  readonly marketBuyDecimals: 'four' | 'by-tick';
}

interface Decimals {
  readonly price: number;
  readonly amount: number;
}

/** Reference §8.1, by tick in 1/10,000 dollar. */
const DECIMALS: Readonly<Record<number, Decimals>> = {
  1000: { price: 1, amount: 3 },
  100: { price: 2, amount: 4 },
  50: { price: 3, amount: 5 },
  25: { price: 4, amount: 6 },
  10: { price: 3, amount: 5 },
  1: { price: 4, amount: 6 },
};
const SIZE_DECIMALS = 2;
/** Amounts beyond this many micro-units are not taken. */
const MOST = 10n ** 15n;

/** @returns the terms, or the venue's refusal of amounts that break its rules. */
export function termsOf(id: string, order: SignedOrder, type: OrderType, rules: TermRules): OrderTerms | string {
  const [maker, taker] = [BigInt(order.makerAmount), BigInt(order.takerAmount)];
  if (maker <= 0n || taker <= 0n || maker > MOST || taker > MOST) return 'Invalid order payload';
  const decimals = DECIMALS[rules.tick];
  if (!decimals) throw new RangeError(`no precision is known for tick ${rules.tick}`);
  const buys = order.side === 'BUY';
  const market = type === 'FOK' || type === 'FAK';
  const [dollars, shares] = buys ? [maker, taker] : [taker, maker];
  const precision = precisionProblem(buys, market, dollars, shares, decimals, rules);
  if (precision !== null) return precision;

  const scaled = dollars * 10_000n;
  const exact = scaled % shares === 0n;
  const nearest = Number((2n * scaled + shares) / (2n * shares));
  const limit = exact ? nearest : Math.round(nearest / rules.tick) * rules.tick;
  if (limit % rules.tick !== 0 || limit < rules.tick || limit > 10_000 - rules.tick) {
    return `order ${id} is invalid. Price (${priceText(limit)}) breaks minimum tick size rule: ${priceText(rules.tick)}`;
  }
  if (!market && !exact) return amountProblem(buys, limit, dollars, shares);
  if (!market && shares < BigInt(MINIMUM_ORDER_SHARES) * 1_000_000n) {
    return `order ${id} is invalid. Size (${sizeText(Number(shares))}) lower than the minimum: ${MINIMUM_ORDER_SHARES}`;
  }
  return {
    price: price(limit),
    shares: quantity(Number(shares)),
    budget: market && buys ? usd(Number(dollars)) : null,
  };
}

function precisionProblem(
  buys: boolean,
  market: boolean,
  dollars: bigint,
  shares: bigint,
  decimals: Decimals,
  rules: TermRules,
): string | null {
  const fineShares = rules.marketBuyDecimals === 'four' ? 4 : decimals.amount;
  const [dollarDecimals, shareDecimals] =
    market && buys ? [SIZE_DECIMALS, fineShares] : [decimals.amount, SIZE_DECIMALS];
  if (isWithin(dollars, dollarDecimals) && isWithin(shares, shareDecimals)) return null;
  const [makerDecimals, takerDecimals] = buys ? [dollarDecimals, shareDecimals] : [shareDecimals, dollarDecimals];
  const kind = `${market ? 'market ' : ''}${buys ? 'buy' : 'sell'}`;
  return (
    `invalid amounts, the ${kind} orders maker amount supports a max accuracy of ${makerDecimals} decimals, ` +
    `taker amount a max of ${takerDecimals} decimals`
  );
}

const isWithin = (micro: bigint, decimals: number): boolean => micro % 10n ** BigInt(6 - decimals) === 0n;

function amountProblem(buys: boolean, limit: number, dollars: bigint, shares: bigint): string {
  const right = formatScaled(Number((shares * BigInt(limit)) / 10_000n), 6, 0);
  const given = formatScaled(Number(dollars), 6, 0);
  return (
    `invalid amounts, the ${buys ? 'maker' : 'taker'} amount for a $${priceText(limit)} order of size ` +
    `${sizeText(Number(shares))} should be '${right}' but the value submited is '${given}'`
  );
}
