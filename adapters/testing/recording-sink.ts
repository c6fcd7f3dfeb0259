import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import type { FeedRefusal, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';

/** Keeps everything a feed said. */
export class RecordingSink implements MarketDataSink {
  readonly prices: PriceUpdate[] = [];
  readonly prints: TradePrint[] = [];
  readonly markets: Market[] = [];
  readonly refusals: FeedRefusal[] = [];

  price(update: PriceUpdate): void {
    this.prices.push(update);
  }

  print(print: TradePrint): void {
    this.prints.push(print);
  }

  market(market: Market): void {
    this.markets.push(market);
  }

  refused(refusal: FeedRefusal): void {
    this.refusals.push(refusal);
  }

  get last(): PriceUpdate | undefined {
    return this.prices.at(-1);
  }
}
