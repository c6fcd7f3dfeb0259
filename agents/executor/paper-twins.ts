import { matchOrder, totalTaken } from '@pm-arbitrage/adapters/venues/paper/match-order.js';
import { PaperBook } from '@pm-arbitrage/adapters/venues/paper/paper-book.js';
import { priceFills } from '@pm-arbitrage/adapters/venues/paper/price-fills.js';
import { paperTwins } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { quantity, sumUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/**
 * Beside every live order that is to fill at once: what the paper broker would have said to it, by the same rules and
 * against the book that was known when it left. The difference to what the venue did is by how much paper flatters. The
 * paper broker waits for its latency and here nothing is waited for, because our own order is in the book by then; so
 * this is the most that paper could have promised.
 */
export class PaperTwins {
  readonly #books = new Map<MarketId, PaperBook>();

  constructor(
    private readonly context: Pick<AgentContext, 'clock' | 'database' | 'log'>,
    private readonly marketOf: (market: MarketId) => Market | undefined,
  ) {}

  price(update: PriceUpdate): void {
    const book = this.#books.get(update.market);
    if (book) book.update(update);
    else this.#books.set(update.market, new PaperBook(update));
  }

  /** An order has just left. Costs one walk of a book; what is written is written behind it. */
  sent(spec: OrderSpec): void {
    if (spec.postOnly) return;
    const { clock, log } = this.context;
    // A live order is on its way: nothing here may stand in its way.
    this.#store({ clientOrderId: spec.clientOrderId, at: clock.now() }, spec).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, 'paper twin not stored'),
    );
  }

  async #store(of: { readonly clientOrderId: string; readonly at: number }, spec: OrderSpec): Promise<void> {
    const row = { ...of, ...this.#answer(spec, of.at) };
    await this.context.database.queries.insert(paperTwins).values(row).onConflictDoNothing();
  }

  #answer(spec: OrderSpec, now: number) {
    const nothing = { filled: quantity(0), notional: ZERO_USD, fee: ZERO_USD };
    const market = this.marketOf(spec.market);
    const match = matchOrder(spec, this.#books.get(spec.market));
    if (match.kind === 'refused') return { ...nothing, refusal: `${match.code}: ${match.message}` };
    if (market === undefined) return { ...nothing, refusal: `unknown-market: ${spec.market}` };
    const executions = match.takes.map(({ price, taken }) => ({ price, quantity: taken, liquidity: 'taker' as const }));
    const { fills } = priceFills(spec, executions, modelAt(market.fees, now), now, {
      number: 0,
      accumulator: ZERO_USD,
    });
    return {
      filled: quantity(totalTaken(match.takes)),
      notional: sumUsd(fills.map(({ notional }) => notional)),
      fee: sumUsd(fills.map(({ fee }) => fee)),
      refusal: '',
    };
  }
}
