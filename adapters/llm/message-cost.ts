import { divideBig, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';

/** What a model costs: dollars per million tokens, so one price is micro-dollars per million tokens. */
export interface ModelPrices {
  readonly input: Usd;
  readonly output: Usd;
  readonly cacheWrite: Usd;
  readonly cacheRead: Usd;
}

const MILLION = 1_000_000n;

/**
 * What these tokens cost, rounded up once to the micro-dollar.
 * @param share of the prices, at most six decimals: 1 for single questions, 0.5 in batches.
 * @throws MoneyError when a count is no whole number or the sum leaves the range of money.
 */
export function messageCost(usage: TokenUsage, prices: ModelPrices, share = 1): Usd {
  const total =
    BigInt(usage.input) * BigInt(prices.input) +
    BigInt(usage.cacheWrite) * BigInt(prices.cacheWrite) +
    BigInt(usage.cacheRead) * BigInt(prices.cacheRead) +
    BigInt(usage.output) * BigInt(prices.output);
  return usd(Number(divideBig(total * BigInt(Math.round(share * 1e6)), MILLION * MILLION, 'up')));
}
