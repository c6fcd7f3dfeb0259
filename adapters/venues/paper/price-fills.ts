import type { Fill, OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import { kalshiFill } from '@pm-arbitrage/core/fees/kalshi-fee.js';
import { polymarketTakerFee } from '@pm-arbitrage/core/fees/polymarket-fee.js';
import { notional, type Price, type Quantity, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';

export interface Execution {
  readonly price: Price;
  readonly quantity: Quantity;
  readonly liquidity: 'taker' | 'maker';
}

/**
 * Turns executions of one order into fills with the venue's exact fees. Kalshi's rounding accumulator spans the
 * order, so it is taken in and handed back. `from` numbers the fills, which makes their ids repeatable.
 */
export function priceFills(
  spec: OrderSpec,
  executions: readonly Execution[],
  model: FeeModel,
  at: number,
  from: { readonly number: number; readonly accumulator: Usd },
): { readonly fills: readonly Fill[]; readonly accumulator: Usd } {
  let accumulator = from.accumulator;
  const fills = executions.map((execution, index): Fill => {
    const { price, quantity, liquidity } = execution;
    let fee = ZERO_USD;
    if (model.kind === 'kalshi') {
      const charged = kalshiFill({
        model,
        role: liquidity,
        quantity,
        price,
        action: spec.action,
        grid: 'direct',
        accumulator,
      });
      ({ fee, accumulator } = charged);
    } else if (liquidity === 'taker') {
      fee = polymarketTakerFee(model, quantity, price);
    }
    return {
      fillId: `${spec.clientOrderId}:${from.number + index}`,
      clientOrderId: spec.clientOrderId,
      platform: spec.platform,
      market: spec.market,
      side: spec.side,
      action: spec.action,
      quantity,
      price,
      notional: notional(quantity, price, spec.action === 'buy' ? 'up' : 'down'),
      fee,
      liquidity,
      finality: 'final',
      at,
    };
  });
  return { fills, accumulator };
}
