import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../engine/exchange.js';
import { FaultBoard } from '../../faults/fault-board.js';
import { World } from '../../world/world.js';
import { KalshiCatalogue } from '../catalogue.js';
import { KalshiTrading } from '../kalshi-trading.js';
import { KeyRing } from '../signature.js';
import { OrderChanges } from './order-changes.js';
import { OrderEntry } from './order-entry.js';
import { Refusal } from './refusal.js';

const ORIGIN = Date.UTC(2026, 10, 21, 12);
const CASH = usd(20_000_000);
const clock = new SimulatedClock(ORIGIN + 120_000);
const exchange = new Exchange(new World({ seed: 1, origin: ORIGIN, speed: 1 }), clock, false);
const catalogue = new KalshiCatalogue(exchange);
const faults = new FaultBoard(clock);
exchange.start();
const trading = new KalshiTrading({ clock, faults, catalogue, keys: new KeyRing(), demoKeys: [], accounts: [] });
const entry = new OrderEntry(trading.floor);
const changes = new OrderChanges(trading.floor);

/** Open markets with and without maker fees, with whole cents and finer. */
const markets = [...exchange.markets('kalshi')].flatMap((live) =>
  live.trading && live.listing.venue === 'kalshi' ? [{ live, listing: live.listing.kalshi }] : [],
);

const step = fc.record({
  kind: fc.constantFrom('create', 'create', 'create', 'cancel', 'amend', 'decrease'),
  who: fc.constantFrom(0, 1),
  side: fc.constantFrom('bid', 'ask'),
  cents: fc.integer({ min: 30, max: 70 }),
  hundredths: fc.integer({ min: 1, max: 2_500 }),
  timeInForce: fc.constantFrom('good_till_canceled', 'good_till_canceled', 'immediate_or_cancel', 'fill_or_kill'),
  selfTrade: fc.constantFrom('taker_at_cross', 'maker'),
  postOnly: fc.boolean(),
  pick: fc.nat(),
} as const);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function perform(accountId: string, ticker: string, todo: Step): void {
  const account = trading.accounts.get(accountId);
  if (!account) throw new Error('no account');
  const at = price(todo.cents * 100);
  const count = quantity(todo.hundredths * 10_000);
  const resting = account.allResting();
  const order = resting[todo.pick % Math.max(1, resting.length)];
  const routing = { ticker, exchangeIndex: null };
  try {
    if (todo.kind === 'create') {
      const { side, timeInForce, selfTrade } = todo;
      entry.create(account, {
        ...routing,
        clientOrderId: null,
        side,
        count,
        price: at,
        timeInForce,
        selfTrade,
        postOnly: todo.postOnly && timeInForce === 'good_till_canceled',
        reduceOnly: false,
        cancelOnPause: false,
        groupId: null,
        expiresAt: null,
      });
    } else if (!order) return;
    else if (todo.kind === 'cancel') changes.cancel(account, order.id, routing);
    else if (todo.kind === 'decrease') changes.decrease(account, order.id, routing, { by: count });
    else {
      const { side } = order.terms;
      const ids = { clientOrderId: null, updatedClientOrderId: null };
      changes.amend(account, order.id, { ...routing, ...ids, side, price: at, count });
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

describe('any sequence of orders by two accounts', () => {
  it.each(['quadratic', 'quadratic_with_maker_fees'] as const)(
    'conserves cash and positions to the micro-dollar through fees and settlement (%s)',
    (feeType) => {
      const market = markets.find(({ listing }) => listing.series.feeType === feeType);
      if (!market) throw new Error(`no open market with ${feeType} fees`);
      const { live, listing } = market;
      const { ticker } = listing;
      const shard = listing.series.exchangeIndex;
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          live.book.clear();
          const ids = [0, 1].map(() => trading.openAccount({ cash: { [shard]: CASH } }));
          const truths = () => ids.map((id) => trading.truth(id));
          const sum = (of: (truth: ReturnType<typeof truths>[number]) => number) =>
            truths().reduce((total, truth) => total + of(truth), 0);
          const fees = () => sum(({ fills }) => fills.reduce((total, { fee }) => total + fee, 0));
          for (const todo of steps) {
            perform(ids[todo.who] ?? '', ticker, todo);
            const held = truths().map(({ positions }) => positions[ticker] ?? 0);
            expect((held[0] ?? 0) + (held[1] ?? 0)).toBe(0);
            // One dollar lies with the exchange for every pair of YES and NO.
            const pairs = Math.abs(held[0] ?? 0);
            expect(sum(({ cash }) => cash[shard] ?? 0) + fees() + pairs).toBe(2 * CASH);
            for (const { cash, reserved } of truths()) {
              // Rounding up each of many fills may cost crumbs more than was reserved for one.
              expect((cash[shard] ?? 0) - (reserved[shard] ?? 0)).toBeGreaterThan(-1_000);
            }
          }
          for (const { orders, fills } of truths()) {
            for (const order of orders) {
              const own = fills.filter(({ orderId }) => orderId === order.id);
              expect(own.reduce((total, fill) => total + fill.quantity, 0)).toBe(order.filled);
              expect(own.reduce((total, fill) => total + fill.fee, 0)).toBe(order.fees);
            }
          }
          trading.floor.ledger.cancelWhere(() => true, null, clock.now());
          trading.floor.ledger.settle(live, clock.now());
          expect(sum(({ reserved }) => reserved[shard] ?? 0)).toBe(0);
          expect(sum(({ cash }) => cash[shard] ?? 0) + fees()).toBe(2 * CASH);
          expect(truths().map(({ positions }) => positions)).toEqual([{}, {}]);
        }),
        { numRuns: 150 },
      );
    },
  );
});
