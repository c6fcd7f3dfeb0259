import { complement, ONE_DOLLAR_PRICE, price, quantity } from '@pm-arbitrage/core/money/money.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';

/** The same days, in which everything that is said from `from` (Unix ms) on is another: books mirrored, prints too, every
 * value a third higher, every market that is told of paid at once, and the other way. */
export function* poisoned(moments: Iterable<WeekMoment>, from: number): Generator<WeekMoment> {
  for (const moment of moments) yield moment.at < from ? moment : changed(moment);
}

const changed = (moment: WeekMoment): WeekMoment => ({
  ...moment,
  markets: moment.markets.map((market) => ({
    ...market,
    status: 'resolved',
    yesPayout: market.yesPayout === ONE_DOLLAR_PRICE ? price(0) : ONE_DOLLAR_PRICE,
  })),
  updates: moment.updates.map(mirrored),
  prints: moment.prints.map((print) => ({
    ...print,
    price: complement(print.price),
    quantity: quantity(print.quantity * 3),
  })),
  ticks: moment.ticks.map((said) => ({ ...said, tick: { ...said.tick, fact: raised(said.tick.fact) } })),
});

const flip = ([of, size]: Level): Level => [complement(of), quantity(size * 2)];
const mirrored = (update: PriceUpdate): PriceUpdate => ({
  ...update,
  bids: update.asks.map(flip),
  asks: update.bids.map(flip),
});

function raised(fact: OracleFact): OracleFact {
  const up = (value: number) => (value * 4) / 3;
  if (fact.kind === 'price' || fact.kind === 'average') return { ...fact, price: up(fact.price) };
  if (fact.kind !== 'candle') return fact;
  return { ...fact, open: up(fact.open), high: up(fact.high), low: up(fact.low), close: up(fact.close) };
}
