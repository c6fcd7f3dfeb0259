import type { FeeModel } from '../domain/fee-schedule.js';
import {
  formatPrice,
  formatQuantity,
  formatUsd,
  notional,
  PRICE_SCALE,
  type Price,
  type Quantity,
  type Rounding,
  type Usd,
  ZERO_USD,
} from '../money/money.js';
import { type FeeRole, type KalshiFeeModel, type KalshiGrid, kalshiFill, kalshiRate } from './kalshi-fee.js';
import { type PolymarketFeeModel, polymarketTakerFee } from './polymarket-fee.js';

/** One line of a calculation, for a person: what it is, how it comes about, what it is worth. */
export interface FeeStep {
  readonly name: string;
  readonly formula: string;
  /** Dollars as an exact decimal text, or a plain number for a rate. */
  readonly value: string;
}

export interface FeeExplanation {
  readonly steps: readonly FeeStep[];
  /** Quantity × price: what is paid or received before the fee. */
  readonly notional: Usd;
  readonly fee: Usd;
  /** Signed change of the cash balance. */
  readonly balanceChange: Usd;
}

export interface FeeQuestion {
  readonly model: FeeModel;
  readonly role: FeeRole;
  readonly quantity: Quantity;
  readonly price: Price;
  readonly action: 'buy' | 'sell';
  /** Kalshi only; `direct` unless told. */
  readonly grid?: KalshiGrid;
  /** Polymarket only; `up` unless told. */
  readonly rounding?: Rounding;
}

/** The fee of one fill with every step of its calculation; the sources are those of the functions it calls. */
export function explainFee(question: FeeQuestion): FeeExplanation {
  return question.model.kind === 'kalshi'
    ? explainKalshi(question.model, question)
    : explainPolymarket(question.model, question);
}

function explainKalshi(model: KalshiFeeModel, question: FeeQuestion): FeeExplanation {
  const { role, quantity, price, action, grid = 'direct' } = question;
  const of = kalshiRate(model, role);
  const fill = kalshiFill({ model, role, quantity, price, action, grid, accumulator: ZERO_USD });
  const share = role === 'taker' ? '' : ` × ${{ none: '0', standard: '0.25', combo: '0.5' }[model.maker]}`;
  const paid = notional(quantity, price, action === 'buy' ? 'up' : 'down');
  const sign = action === 'buy' ? '−' : '+';
  const gridText = grid === 'direct' ? '$0.0001' : '$0.01';
  return {
    notional: paid,
    fee: fill.fee,
    balanceChange: fill.balanceChange,
    steps: [
      { name: 'rate', formula: `multiplier × 0.07${share}`, value: ratio(of.numerator, of.denominator) },
      product(of.numerator, of.denominator, 1, quantity, price),
      { name: 'trade fee', formula: 'model fee, up to $0.000001', value: formatUsd(fill.tradeFee) },
      {
        name: 'rounding fee',
        formula: `${sign}${formatUsd(paid)} − trade fee, down to a multiple of ${gridText}`,
        value: formatUsd(fill.roundingFee),
      },
      { name: 'fee', formula: 'trade fee + rounding fee', value: formatUsd(fill.fee) },
    ],
  };
}

function explainPolymarket(model: PolymarketFeeModel, question: FeeQuestion): FeeExplanation {
  const { role, quantity, price, action, rounding = 'up' } = question;
  const paid = notional(quantity, price, action === 'buy' ? 'up' : 'down');
  const fee = role === 'maker' ? ZERO_USD : polymarketTakerFee(model, quantity, price, rounding);
  const rate = { name: 'rate', formula: 'of the market or its category', value: ratio(model.ratePpm, 1_000_000) };
  const steps =
    role === 'maker'
      ? [{ name: 'fee', formula: 'makers pay nothing', value: formatUsd(ZERO_USD) }]
      : [
          rate,
          product(model.ratePpm, 1_000_000, model.exponent, quantity, price),
          {
            name: 'fee',
            formula: `model fee, ${rounding} to $0.00001; less than that is nothing`,
            value: formatUsd(fee),
          },
        ];
  return {
    notional: paid,
    fee,
    balanceChange: (action === 'buy' ? -(paid + fee) : paid - fee) as Usd,
    steps,
  };
}

function product(numerator: number, denominator: number, exponent: number, count: Quantity, at: Price): FeeStep {
  const p = formatPrice(at);
  const power = exponent === 1 ? '' : `^${exponent}`;
  const exact = BigInt(numerator) * BigInt(count) * BigInt(at * (PRICE_SCALE - at)) ** BigInt(exponent);
  return {
    name: 'model fee',
    formula: `rate × ${formatQuantity(count)} × (${p} × (1 − ${p}))${power}`,
    value: decimal(exact, BigInt(denominator), 6 + 8 * exponent),
  };
}

/** dividend ÷ (divisor × 10^scale) as a text. Exact: every divisor here is made of twos and fives below 10^9. */
function decimal(dividend: bigint, divisor: bigint, scale: number): string {
  const digits = String((dividend * 10n ** 20n) / divisor).padStart(scale + 21, '0');
  const point = digits.length - scale - 20;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return `${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

const ratio = (numerator: number, denominator: number): string => decimal(BigInt(numerator), BigInt(denominator), 0);
