import { bestAsk, NO_ASK } from '@pm-arbitrage/core/covers/best-ask.js';
import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { otherSide } from '@pm-arbitrage/core/domain/platform.js';
import { ONE_DOLLAR_PRICE, PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import { kellySize } from './kelly-size.js';
import { oddsOfWhole, whyNot } from './may-trade.js';
import { type CreateStrategy, type Intention, type OwnTrade, pass, type StrategyView } from './strategy.js';

/**
 * Buys what fell away from its mean though no oracle moved, and sells it again, by buying the other side, when most of
 * the way back is done, when it fell further, or when its time is over.
 */
export const createMeanReversion: CreateStrategy = (settings) => ({
  name: 'mean-reversion',
  kinds: ['spike'],
  usesBooks: true,
  decide(opportunity, view) {
    const reason = whyNot(opportunity, view);
    if (reason !== null) return pass(reason);
    if (view.allocation === null) return pass('no capital');
    const { kellyFraction: fraction, maxStake: most } = settings;
    const quantity = kellySize(opportunity, view.allocation.capital, { fraction, most });
    if (quantity < opportunity.minQuantity) return pass('too small a stake');
    return { kind: 'trade', quantity, execution: AT_ONCE, odds: oddsOfWhole(view) };
  },
  review: (view) => view.own.flatMap((trade) => close(trade, view, settings)),
});

interface ExitRules {
  /** Share of the way back to the mean at which it is sold. */
  readonly reversionShare: number;
  /** Fall below the entry at which it is given up, dollars of a contract. */
  readonly reversionStop: number;
  readonly reversionMs: number;
}

function close(trade: OwnTrade, view: StrategyView, rules: ExitRules): readonly Intention[] {
  const { tradeId, opportunity, state, requestedAt } = trade;
  const [leg] = trade.legs;
  const isHeld = state === 'complete' || state === 'hedged';
  if (trade.closes !== null || !isHeld || leg === undefined || leg.filled === 0) return [];
  if (view.own.some(({ closes }) => closes === tradeId)) return [];
  const book = view.book(leg.market);
  const ask = book === undefined ? NO_ASK : bestAsk(book, otherSide(leg.side));
  if (ask === NO_ASK) return [];
  // What selling would bring now, and what was paid, in dollars of a contract.
  const worth = (PRICE_SCALE - ask) / PRICE_SCALE;
  const entry = leg.paid / leg.filled;
  const mean = opportunity?.fair?.probability ?? null;
  const because = (reason: string): readonly Intention[] => [
    { kind: 'close', tradeId, limitPrice: price(Math.min(ask, ONE_DOLLAR_PRICE - 1)), reason },
  ];
  if (mean !== null && worth >= entry + (mean - entry) * rules.reversionShare) return because('back at its mean');
  if (worth <= entry - rules.reversionStop) return because('fell further');
  return view.now - requestedAt >= rules.reversionMs ? because('its time is over') : [];
}
