import type { TakerFee } from '../fees/taker-fee.js';
import type { ContractSide } from '../domain/platform.js';
import type { Level, PriceUpdate } from '../domain/price-update.js';
import { complement, notional, type Price, type Quantity, quantity } from '../money/money.js';

/**
 * What buying a quantity of one contract from a book costs: every level taken is one fill, priced and charged on its
 * own. Sums over whole levels are kept, and a cursor remembers the level of the last question, so that neighbouring
 * questions are cheap. Prices are of the contract: a NO is bought from YES bids.
 */
export class LegDepth {
  readonly available: Quantity;
  readonly #levels: readonly Level[];
  readonly #mirrored: boolean;
  readonly #fee: TakerFee;
  /** Totals over the levels before index i, filled as far as anyone asked. */
  readonly #quantity: number[] = [0];
  readonly #cost: number[] = [0];
  readonly #fees: number[] = [0];
  #cursor = 0;

  constructor(update: PriceUpdate, side: ContractSide, fee: TakerFee) {
    this.#levels = side === 'yes' ? update.asks : update.bids;
    this.#mirrored = side === 'no';
    this.#fee = fee;
    let available = 0;
    for (const level of this.#levels) available += level[1];
    this.available = quantity(available);
  }

  priceOf(index: number): Price {
    const [at] = this.#levels[index] as Level;
    return this.#mirrored ? complement(at) : at;
  }

  /** The level that a quantity in (0, available] ends in. */
  levelAt(count: number): number {
    let index = this.#cursor;
    while (index > 0 && (this.#quantity[index] as number) >= count) index--;
    while (this.#throughLevel(index) < count) index++;
    this.#cursor = index;
    return index;
  }

  /** Where the level that `count` ends in is used up. */
  endOfLevel(count: number): number {
    return this.#throughLevel(this.levelAt(count));
  }

  /** Notional without fees, rounded up for each fill, in Usd units. */
  costAt(count: number): number {
    const index = this.levelAt(count);
    const taken = (count - (this.#quantity[index] as number)) as Quantity;
    return (this.#cost[index] as number) + notional(taken, this.priceOf(index), 'up');
  }

  /** Fees of all fills, in Usd units. */
  feesAt(count: number): number {
    const index = this.levelAt(count);
    const taken = (count - (this.#quantity[index] as number)) as Quantity;
    return (this.#fees[index] as number) + this.#fee(taken, this.priceOf(index));
  }

  /** Cost and fees together. */
  totalAt(count: number): number {
    const index = this.levelAt(count);
    const taken = (count - (this.#quantity[index] as number)) as Quantity;
    const at = this.priceOf(index);
    const before = (this.#cost[index] as number) + (this.#fees[index] as number);
    return before + notional(taken, at, 'up') + this.#fee(taken, at);
  }

  #throughLevel(index: number): number {
    const known = this.#quantity[index + 1];
    if (known !== undefined) return known;
    const [, size] = this.#levels[index] as Level;
    const at = this.priceOf(index);
    const through = (this.#quantity[index] as number) + size;
    this.#quantity.push(through);
    this.#cost.push((this.#cost[index] as number) + notional(size, at, 'up'));
    this.#fees.push((this.#fees[index] as number) + this.#fee(size, at));
    return through;
  }
}
