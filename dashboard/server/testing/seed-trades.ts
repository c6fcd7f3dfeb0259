import type { Queries } from '@pm-arbitrage/core/db/database.js';
import {
  approvals,
  fills,
  intents,
  markets,
  opportunities,
  orders,
  tradeLegs,
  trades,
} from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { depositPostings, payoutPostings, realisePostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import { parsePrice, parseQuantity, parseUsd, price, quantity, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { anOpportunity } from './an-opportunity.js';

export const T0 = Date.UTC(2026, 10, 21, 12);

const listed = (platform: Platform, name: string, title: string): Market => ({
  id: marketId(platform, name),
  platform,
  event: { id: name, title: `event of ${name}`, exclusive: false, exhaustive: false, size: 1 },
  title,
  subtitle: '',
  rules: `${title} resolves by the official source.`,
  rulesHash: `hash of ${name}`,
  category: 'other',
  strike: null,
  sources: [],
  status: 'open',
  openTime: null,
  closeTime: T0 + 86_400_000,
  resolutionTime: T0 + 86_400_000,
  priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
  lot: parseQuantity('0.01'),
  minQuantity: parseQuantity('0.01'),
  minNotional: ZERO_USD,
  fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 0, exponent: 1 } }],
  routing: { platform: 'kalshi', exchangeIndex: 0 },
  yesPayout: null,
  updatedAt: T0,
});

/** Deposits at both venues and two markets whose titles try to be more than text. */
export async function seedAccount(queries: Queries): Promise<void> {
  for (const platform of ['kalshi', 'polymarket'] as const) {
    const postings = depositPostings(platform, parseUsd('1000'));
    await post(queries, { mode: 'paper', entry: `deposit:${platform}`, tradeId: null, at: T0 - 10_000, postings });
  }
  await queries
    .insert(markets)
    .values([
      marketRow(listed('kalshi', 'K', 'Rain in Paris, "heavy" rain? 100%')),
      marketRow(listed('polymarket', '0xP', '=HYPERLINK("http://evil.example")')),
    ]);
}

/** A trade of two legs that cost 4 and 5 dollars, requested `index` seconds after T0; settled ones paid 10. */
export async function seedTrade(queries: Queries, index: number, state: TradeState = 'settled'): Promise<void> {
  const id = `trade-${String(index).padStart(4, '0')}`;
  const at = T0 + index * 1_000;
  const isSettled = state === 'settled';
  const opportunity = anOpportunity(`opportunity of ${id}`, at - 100);
  await queries.insert(opportunities).values({
    id: opportunity.id,
    coverId: opportunity.coverId,
    kind: opportunity.kind,
    quantity: opportunity.quantity,
    totalCost: opportunity.totalCost,
    netProfit: opportunity.netProfit,
    roi: opportunity.roi,
    suspicious: false,
    opportunity,
    detectedAt: at - 100,
  });
  await queries.insert(trades).values({
    id,
    mode: 'paper',
    strategy: index % 2 === 0 ? 'atomic-arb' : 'leg-and-hedge',
    coverId: opportunity.coverId,
    kind: 'cross-venue',
    basis: 'match',
    state,
    reason: '',
    opportunityId: opportunity.id,
    trace: `trace of ${id}`,
    quantity: quantity(10_000_000),
    floor: price(10_000),
    maxCost: usd(9_100_000),
    expectedProfit: usd(1_000_000),
    cost: usd(9_000_000),
    fees: ZERO_USD,
    payout: usd(isSettled ? 10_000_000 : 0),
    pnl: usd(isSettled ? 1_000_000 : 0),
    resolutionTime: T0 + 86_400_000,
    tickAt: at - 150,
    tickToTradeMs: 42.5,
    requestedAt: at,
    executedAt: at + 40,
    settledAt: isSettled ? at + 500 : null,
    updatedAt: at + 500,
  });
  const sides = [
    { market: marketId('kalshi', 'K'), platform: 'kalshi', side: 'yes', cost: usd(4_000_000), limit: price(4_000) },
    {
      market: marketId('polymarket', '0xP'),
      platform: 'polymarket',
      side: 'no',
      cost: usd(5_000_000),
      limit: price(5_000),
    },
  ] as const;
  await queries.insert(approvals).values({
    id: `approval of ${id}`,
    tradeId: id,
    signed: {
      keyId: 'key',
      signature: 'signature',
      approval: {
        approvalId: `approval of ${id}`,
        tradeId: id,
        strategy: 'atomic-arb',
        coverId: opportunity.coverId,
        kind: 'cross-venue',
        basis: 'match',
        legs: sides.map(({ market, platform, side, limit }) => ({
          market,
          platform,
          event: 'e',
          side,
          limitPrice: limit,
          quantity: quantity(10_000_000),
          maxCost: usd(5_000_000),
          epoch: 1,
        })),
        quantity: quantity(10_000_000),
        execution: { style: 'at-once' },
        floor: price(10_000),
        maxCost: usd(9_100_000),
        resolutionTime: T0 + 86_400_000,
        opportunityId: opportunity.id,
        expectedProfit: usd(1_000_000),
        tickAt: at - 150,
        approvedAt: at + 5,
        expiresAt: at + 2_005,
      },
    },
    expiresAt: at + 2_005,
    usedAt: at + 10,
  });
  for (const [legIndex, { market, platform, side, cost, limit }] of sides.entries()) {
    const payout = legIndex === 0 ? usd(10_000_000) : ZERO_USD;
    await queries.insert(tradeLegs).values({
      tradeId: id,
      legIndex,
      market,
      platform,
      event: `event ${legIndex}`,
      side,
      limitPrice: limit,
      quantity: quantity(10_000_000),
      maxCost: usd(5_000_000),
      filled: quantity(10_000_000),
      cost,
      fee: ZERO_USD,
      payout: isSettled ? payout : null,
    });
    const clientOrderId = `${id}-${legIndex}`;
    const spec = {
      clientOrderId,
      tradeId: id,
      legIndex,
      market,
      platform,
      side,
      action: 'buy' as const,
      quantity: quantity(10_000_000),
      limitPrice: limit,
      timeInForce: 'fok' as const,
      postOnly: false,
      expiresAt: null,
    };
    await queries.insert(intents).values({
      clientOrderId,
      tradeId: id,
      legIndex,
      purpose: 'leg',
      venueOrderId: null,
      spec,
      fencingToken: 1,
      createdAt: at + 10,
    });
    await queries.insert(orders).values({
      clientOrderId,
      tradeId: id,
      platform,
      venueOrderId: `venue ${clientOrderId}`,
      state: 'filled',
      filled: quantity(10_000_000),
      reason: '',
      updatedAt: at + 40,
    });
    await queries.insert(fills).values({
      platform,
      fillId: `fill ${clientOrderId}`,
      clientOrderId,
      tradeId: id,
      legIndex,
      market,
      side,
      action: 'buy',
      quantity: quantity(10_000_000),
      price: limit,
      notional: cost,
      fee: ZERO_USD,
      liquidity: 'taker',
      finality: 'final',
      at: at + 30,
    });
    const bought = [
      { account: `cash:${platform}`, amount: usd(-cost) },
      { account: `contracts:${platform}`, amount: cost },
    ];
    await post(queries, { mode: 'paper', entry: `fill:${clientOrderId}`, tradeId: id, at: at + 30, postings: bought });
    if (isSettled && payout > 0)
      await post(queries, {
        mode: 'paper',
        entry: `payout:${id}`,
        tradeId: id,
        at: at + 450,
        postings: payoutPostings(platform, payout),
      });
  }
  if (!isSettled) return;
  const legs = [
    { platform: 'kalshi' as const, cost: usd(4_000_000), payout: usd(10_000_000) },
    { platform: 'polymarket' as const, cost: usd(5_000_000), payout: ZERO_USD },
  ];
  const postings = realisePostings('atomic-arb', legs);
  await post(queries, { mode: 'paper', entry: `realise:${id}`, tradeId: id, at: at + 500, postings });
}
