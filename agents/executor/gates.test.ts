import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { describe, expect, it } from 'vitest';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Approval } from '@pm-arbitrage/core/domain/trade.js';
import { parsePrice, parseQuantity, parseUsd, price, usd } from '@pm-arbitrage/core/money/money.js';
import { aMarket, T0, testConfig } from './executor-fixtures.js';
import { askGates, type GateInputs } from './gates.js';

const kalshi = aMarket('kalshi', 'K');
const polymarket = aMarket('polymarket', 'P');
const approval: Approval = {
  approvalId: 'a',
  tradeId: 't',
  strategy: 'atomic-arb',
  coverId: 'c',
  kind: 'cross-venue',
  execution: AT_ONCE,
  basis: 'match',
  legs: ([kalshi, polymarket] as const).map((market, index) => ({
    market: market.id,
    platform: market.platform,
    event: market.event.id,
    side: index === 0 ? ('yes' as const) : ('no' as const),
    limitPrice: price(4_500),
    quantity: parseQuantity('20'),
    maxCost: parseUsd('10'),
    epoch: 1,
  })),
  quantity: parseQuantity('20'),
  floor: price(10_000),
  maxCost: parseUsd('20'),
  resolutionTime: T0 + 86_400_000,
  opportunityId: 'o',
  expectedProfit: usd(1),
  tickAt: T0,
  approvedAt: T0,
  expiresAt: T0 + 2_000,
};

const update = (market: typeof kalshi, bid: string, ask: string, epoch = 1): PriceUpdate => ({
  market: market.id,
  epoch,
  sequence: 1,
  status: 'live',
  bids: [[parsePrice(bid), parseQuantity('100')]],
  asks: [[parsePrice(ask), parseQuantity('100')]],
  venueTime: null,
  receivedAt: T0,
});

/** YES at Kalshi and NO at Polymarket for 45 cents each. */
const inputs = (change: Partial<GateInputs> = {}): GateInputs => ({
  now: T0,
  legs: [
    { market: kalshi, update: update(kalshi, '0.44', '0.45'), age: 0 },
    { market: polymarket, update: update(polymarket, '0.55', '0.56'), age: 0 },
  ],
  refusals: new Map(),
  available: null,
  config: testConfig(),
  ...change,
});

describe('the gates', () => {
  it('are shut to pairs whose market closes before a leg that stays alone could be finished or taken back', () => {
    const closing = Math.min(kalshi.closeTime, polymarket.closeTime);
    const { exitTimeMs } = testConfig().trading;
    const until = (hedgeBy: number) => askGates({ ...approval, execution: { style: 'first-leg', hedgeBy } }, inputs());
    expect(until(closing - exitTimeMs)).toMatchObject({ open: true });
    expect(until(closing - exitTimeMs + 1)).toMatchObject({ open: false, gate: 'platform' });
    const atOnce = (now: number, legs = approval.legs) =>
      askGates({ ...approval, legs, expiresAt: closing }, inputs({ now }));
    expect(atOnce(closing - exitTimeMs)).toMatchObject({ open: true });
    expect(atOnce(closing - exitTimeMs + 1)).toMatchObject({ open: false, gate: 'platform' });
    expect(atOnce(closing - 1, approval.legs.slice(0, 1))).not.toMatchObject({ gate: 'platform' });
  });

  it('refuses an approval past its expiry, to the millisecond', () => {
    expect(askGates(approval, inputs({ now: approval.expiresAt }))).toMatchObject({ open: true });
    expect(askGates(approval, inputs({ now: approval.expiresAt + 1 }))).toMatchObject({
      open: false,
      gate: 'approval',
    });
  });

  it('counts every fee: 20 × 45 cents twice, 0.07 and 0.05 × 20 × 0.45 × 0.55', () => {
    const cost = parseUsd('18.594');
    expect(askGates(approval, inputs())).toMatchObject({ open: true, cost });
    expect(askGates({ ...approval, maxCost: cost }, inputs())).toMatchObject({ open: true });
    expect(askGates({ ...approval, maxCost: usd(cost - 1) }, inputs())).toMatchObject({ open: false, gate: 'profit' });
  });

  it('refuses a book whose stream was interrupted since the approval, before it or after it', () => {
    for (const epoch of [0, 2]) {
      const [first, second] = inputs().legs;
      const legs = [{ ...first!, update: update(kalshi, '0.44', '0.45', epoch) }, second!];
      expect(askGates(approval, inputs({ legs }))).toMatchObject({ open: false, gate: 'latency' });
    }
  });

  it('refuses a price that is older than allowed', () => {
    const config = testConfig({ stalePriceMs: 2_000 });
    const aged = (age: number) => inputs({ config, legs: inputs().legs.map((leg) => ({ ...leg, age })) });
    expect(askGates(approval, aged(2_000))).toMatchObject({ open: true });
    expect(askGates(approval, aged(2_001))).toMatchObject({ open: false, gate: 'latency' });
  });

  it('asks both pots for the whole cost of their legs, fees included', () => {
    const pots = (atKalshi: string, atPolymarket: string) =>
      inputs({
        available: new Map([
          ['kalshi:0', parseUsd(atKalshi)],
          ['polymarket', parseUsd(atPolymarket)],
        ]),
      });
    expect(askGates(approval, pots('9.3465', '9.2475'))).toMatchObject({ open: true });
    expect(askGates(approval, pots('9.346499', '9.2475'))).toMatchObject({ open: false, gate: 'balance' });
    expect(askGates(approval, pots('9.3465', '9.247499'))).toMatchObject({ open: false, gate: 'balance' });
  });
});
