import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../engine/exchange.js';
import type { LiveMarket } from '../../engine/live-market.js';
import { FaultBoard } from '../../faults/fault-board.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import { World } from '../../world/world.js';
import { PolymarketCatalogue } from '../catalogue.js';
import { ADAPTER } from '../chain/abi.js';
import { runCall } from '../chain/calls.js';
import { adapterOf, CONTRACTS } from '../chain/contracts.js';
import { FEE_COLLECTOR, STRANGERS, VAULT } from '../chain/ledger.js';
import { defaultTradingOptions } from './options.js';
import { PolymarketTrading } from './trading.js';
import { TradingOrder } from './trading-order.js';

const origin = Date.UTC(2026, 10, 21, 12);
const wallets = [`0x${'aa'.repeat(20)}`, `0x${'bb'.repeat(20)}`] as const;
const everybody = [...wallets, STRANGERS, FEE_COLLECTOR, VAULT];

const action = fc.record({
  kind: fc.constantFrom('order', 'order', 'order', 'stranger', 'split', 'merge', 'cancel', 'time'),
  wallet: fc.constantFrom(0, 1),
  market: fc.constantFrom(0, 1),
  outcome: fc.constantFrom(0, 1),
  side: fc.constantFrom('BUY', 'SELL'),
  type: fc.constantFrom('GTC', 'FAK', 'FOK'),
  cents: fc.integer({ min: 45, max: 55 }),
  shares: fc.integer({ min: 5, max: 60 }),
  ghost: fc.boolean(),
} as const);

function start() {
  const clock = new SimulatedClock(origin + 120_000);
  const world = new World({ seed: 2, origin, speed: 0.001 });
  const exchange = new Exchange(world, clock, false);
  exchange.start();
  const catalogue = new PolymarketCatalogue(exchange);
  const options = { ...defaultTradingOptions, itodeDelayMs: 0 };
  const faults = new FaultBoard(clock);
  const trading = new PolymarketTrading({ clock, faults, catalogue, options, failureBody: () => null });
  for (const address of wallets) {
    trading.openAccount({ address, signatureType: 0, usd: usd(100_000_000), approved: true });
  }
  const markets = [false, true].map((negRisk) => {
    const found = [...exchange.markets('polymarket')].find(
      ({ listing, trading: open }) => open && listing.venue === 'polymarket' && listing.polymarket.negRisk === negRisk,
    );
    if (found?.listing.venue !== 'polymarket') throw new Error('the world has no such market');
    return { live: found, listing: found.listing.polymarket };
  });
  return { clock, exchange, catalogue, trading, markets };
}

type Market = { readonly live: LiveMarket; readonly listing: PolymarketListing };

describe('any sequence of orders, splits, merges and settlements', () => {
  it('conserves dollars and tokens to the millionth and leaves nobody owing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const { clock, exchange, catalogue, trading, markets } = start();
        const { ledger, desk } = trading;
        const placed: TradingOrder[] = [];
        for (const [index, step] of actions.entries()) {
          const { live, listing } = markets[step.market] as Market;
          const address = wallets[step.wallet];
          if (step.kind === 'time') clock.advanceBy(step.shares * 20);
          else if (step.kind === 'cancel') {
            const order = placed[step.shares % Math.max(1, placed.length)];
            if (order) desk.cancel(order);
          } else if (step.kind === 'stranger') {
            live.book.place({
              id: `s${index}`,
              owner: 'stranger',
              side: step.side === 'BUY' ? 'bid' : 'ask',
              price: price(step.cents * 100),
              quantity: quantity(step.shares * 1_000_000 + index),
              mode: 'rest',
            });
          } else if (step.kind === 'order') {
            const order = orderOf(`o${index}`, address, listing, step, clock.now());
            const outcome = await desk.place(order, step.ghost ? { effect: 'ghost-fill' } : null);
            if (!('error' in outcome)) placed.push(order);
          } else {
            const method = step.kind === 'split' ? 'splitPosition' : 'mergePositions';
            const terms = [
              CONTRACTS.pusd,
              `0x${'00'.repeat(32)}`,
              listing.conditionId,
              [1, 2],
              step.shares * 1_000_000,
            ];
            const data = ADAPTER.encodeFunctionData(method, terms);
            const result = runCall(ledger, catalogue, { from: address, to: adapterOf(listing), data });
            if (result.kind === 'return') result.commit?.();
            desk.recheck(address);
          }
        }
        clock.advanceBy(5_000);
        const dollars = everybody.reduce((sum, one) => sum + ledger.balance(one, 'usd'), 0);
        expect(dollars).toBe(200_000_000);
        const supplies = markets.map(({ listing }) => listing.tokens.map((token) => ledger.supply(token)));
        for (const [yes, no] of supplies) expect(yes).toBe(no);
        expect(ledger.balance(VAULT, 'usd')).toBe(supplies.reduce((sum, [yes]) => sum + (yes ?? 0), 0));
        for (const address of wallets) {
          const { usd: cash, tokens, locked, trades } = trading.truth(address);
          expect(cash).toBeGreaterThanOrEqual(0);
          expect(locked).toBe(0);
          expect(Object.values(tokens).every((amount) => amount > 0)).toBe(true);
          expect(trades.every(({ status }) => status === 'CONFIRMED' || status === 'FAILED')).toBe(true);
        }
        expect(desk.trades.every(({ movements }) => usdSum(movements) === 0)).toBe(true);
        trading.close();
        exchange.stop();
      }),
      { numRuns: 60 },
    );
  });
});

const usdSum = (movements: readonly { asset: string; amount: number }[]) =>
  movements.reduce((sum, { asset, amount }) => sum + (asset === 'usd' ? amount : 0), 0);

interface Step {
  readonly outcome: 0 | 1;
  readonly side: 'BUY' | 'SELL';
  readonly type: 'GTC' | 'FAK' | 'FOK';
  readonly cents: number;
  readonly shares: number;
}

/** An order as the admission leaves it. */
function orderOf(id: string, wallet: string, listing: PolymarketListing, step: Step, createdAt: number): TradingOrder {
  const market = step.type !== 'GTC' && step.side === 'BUY';
  const zero = `0x${'00'.repeat(32)}`;
  return new TradingOrder({
    id,
    account: { signer: wallet, funder: wallet, signatureType: 0 },
    listing,
    outcome: step.outcome,
    createdAt,
    terms: {
      price: price(step.cents * 100),
      shares: quantity(step.shares * 1_000_000),
      budget: market ? usd(step.shares * step.cents * 10_000) : null,
    },
    payload: {
      owner: wallet,
      orderType: step.type,
      postOnly: false,
      expiration: 0,
      order: {
        salt: id,
        maker: wallet,
        signer: wallet,
        tokenId: listing.tokens[step.outcome],
        makerAmount: '1',
        takerAmount: '1',
        side: step.side,
        signatureType: 0,
        timestamp: '0',
        metadata: zero,
        builder: zero,
        signature: '0x',
      },
    },
  });
}
