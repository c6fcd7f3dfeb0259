import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { dollars as exactDollars } from '@pm-arbitrage/core/money/dollars.js';
import { shareOfUsd, sumUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { type CapitalPlan, type MoveAdvice, wholeCents, worthAt } from './advise-move.js';
import type { VenueStock } from './venue-stocks.js';

const dollars = (amount: Usd) => exactDollars(wholeCents(amount));
const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;

/** The advice in one line. */
export function sayAdvice(advice: MoveAdvice): string {
  switch (advice.kind) {
    case 'move': {
      const part = advice.amount < advice.missing ? ` (${dollars(advice.missing)} would restore the split)` : '';
      return `move ${dollars(advice.amount)} from ${advice.from} to ${advice.to}${part}`;
    }
    case 'keep':
      return 'nothing to move';
    case 'wait':
      return `nothing to move yet: ${dollars(advice.missing)} too much at ${advice.at}, ${dollars(advice.free)} of it free`;
  }
}

/** What lies where, in a word each. */
export function sayStocks(stocks: ReadonlyMap<Platform, VenueStock>, { reserve }: CapitalPlan) {
  const total = sumUsd([...stocks.values()].map(worthAt));
  return {
    ...Object.fromEntries([...stocks].map(([platform, stock]) => [platform, sayStock(stock)])),
    reserve: dollars(shareOfUsd(total, Math.round(reserve * 1_000_000), 1_000_000, 'up')),
  };
}

const sayStock = (stock: VenueStock) => `${dollars(worthAt(stock))} (${dollars(stock.cash)} cash)`;

/** Why, for a person who was only told to move money. */
export function explainAdvice(stocks: ReadonlyMap<Platform, VenueStock>, { split, reserve }: CapitalPlan): string {
  const lines = platforms.flatMap((platform) => {
    const stock = stocks.get(platform);
    if (!stock) return [];
    const spoken = stock.committed > 0 ? `, ${dollars(stock.committed)} of it for approved trades` : '';
    return [`${platform} has ${sayStock(stock)}${spoken}, its share is ${percent(split[platform])}`];
  });
  return `${lines.join('; ')}. ${percent(reserve)} stay at each venue as the reserve. The swarm never moves money itself.`;
}
