import { describe, expect, it } from 'vitest';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import { addUsd, parseUsd, price, quantity, subUsd, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { anOpportunity, aRequest, aState, capital, legOf, riskConfig, T0 } from './guardian-fixtures.js';
import { judge } from './judge.js';
import type { Commitment, RiskState } from './risk-state.js';
import { VenuePulse } from './venue-pulse.js';

const pulse = (kalshiMs: number | null) => {
  const venues = new VenuePulse();
  if (kalshiMs !== null) venues.heartbeat({ agent: 'executor', details: { 'latencyMs:kalshi': kalshiMs } });
  return venues;
};

interface Case {
  readonly request?: ReturnType<typeof aRequest>;
  readonly state?: Partial<RiskState>;
  readonly config?: ReturnType<typeof riskConfig>;
  readonly now?: number;
  readonly halt?: string | null;
  readonly venues?: VenuePulse;
}

function decide({
  request = aRequest('t'),
  state = {},
  config = riskConfig(),
  now = T0,
  halt = null,
  venues = pulse(null),
}: Case) {
  return judge(request, aState(state), config, { now, halt, venues });
}

/** The rule that refused, or `approved`. */
function verdict(given: Case): string {
  const judgement = decide(given);
  if (judgement.verdict === 'approve') return 'approved';
  const { limit, message, rule, value } = judgement.breach;
  expect(message).toContain(value);
  expect(message).toContain(limit);
  return rule;
}

/** What an unchanged request reserves: both legs with tolerance and fee rounding. */
const baseline = () => {
  const judgement = decide({});
  if (judgement.verdict !== 'approve') throw new Error(judgement.breach.message);
  return judgement.trade;
};
const reserved = sumUsd(baseline().legs.map((leg) => leg.maxCost));
const legReserved = baseline().legs[0]!.maxCost;

const held = (amount: number, change: Partial<Commitment> = {}): Commitment => ({
  tradeId: 'other',
  strategy: 'other strategy',
  coverId: 'other cover',
  market: marketId('kalshi', 'other'),
  event: 'other event',
  platform: 'kalshi',
  side: 'yes',
  filled: quantity(1_000_000),
  amount: usd(amount),
  reserved: false,
  ...change,
});

/** A state in which a share of the bankroll is exactly this amount. */
const bankroll = (share: number, amount: number) => parseUsd('0') + Math.round(amount / share);

describe('the guardian refuses', () => {
  it('while halted', () => {
    expect(verdict({ halt: 'operator' })).toBe('halted');
    expect(verdict({ halt: null })).toBe('approved');
  });

  it('a request that came after its expiry', () => {
    const request = aRequest('t', anOpportunity({ detectedAt: T0 }), { expiresAt: T0 });
    expect(verdict({ request, now: T0 - 1 })).toBe('approved');
    expect(verdict({ request, now: T0 })).toBe('approved');
    expect(verdict({ request, now: T0 + 1 })).toBe('expired');
  });

  it('on the UTC day it is paused for the daily loss, and no longer', () => {
    const state = { pausedDay: '2026-11-21' };
    const midnight = Date.UTC(2026, 10, 22);
    const at = (now: number) => {
      const legs = [legOf('kalshi', 'K', { receivedAt: now }), legOf('polymarket', 'P', { receivedAt: now })];
      return verdict({
        state,
        now,
        request: aRequest('t', anOpportunity({ legs, detectedAt: now }), { expiresAt: now + 1 }),
      });
    };
    expect(at(midnight - 1)).toBe('daily-loss');
    expect(at(midnight)).toBe('approved');
  });

  it('a price older than the limit', () => {
    const request = aRequest('t', undefined, { expiresAt: T0 + 10_000 });
    expect([1_999, 2_000, 2_001].map((age) => verdict({ request, now: T0 + age }))).toEqual([
      'approved',
      'approved',
      'stale-price',
    ]);
  });

  it('takes a quiet book to be as fresh as its feed was at the detection, never fresher', () => {
    const at = T0 + 60_000;
    const legs = [legOf('kalshi', 'K'), legOf('polymarket', 'P', { receivedAt: at })];
    const request = aRequest('t', anOpportunity({ legs, detectedAt: at }), { expiresAt: at + 10_000 });
    const alive = (aliveAt: number) => {
      const venues = new VenuePulse();
      venues.heartbeat({ agent: 'venue-watcher:kalshi', details: { aliveAt } });
      return venues;
    };
    expect(verdict({ request, now: at, venues: alive(at - 2_001) })).toBe('stale-price');
    expect(verdict({ request, now: at, venues: alive(at - 2_000) })).toBe('approved');
    expect(verdict({ request, now: at + 2_000, venues: alive(at + 2_000) })).toBe('approved');
    expect(verdict({ request, now: at + 2_001, venues: alive(at + 2_001) })).toBe('stale-price');
  });

  it('a net profit below threshold and buffer', () => {
    const config = riskConfig({ trading: { profitThreshold: 0.001, safetyBuffer: 0.01, minRoi: 0 } });
    // 100 sets at a total cost of $98.911968, of which 1.1 % are $1.088031(648).
    const costing = (total: number) => {
      const half = Math.floor(total / 2);
      return aRequest(
        't',
        anOpportunity({
          legs: [legOf('kalshi', 'K', { cost: usd(half) }), legOf('polymarket', 'P', { cost: usd(total - half) })],
        }),
      );
    };
    expect(verdict({ config, request: costing(98_911_967) })).toBe('approved');
    expect(verdict({ config, request: costing(98_911_968) })).toBe('approved');
    expect(verdict({ config, request: costing(98_911_969) })).toBe('profit-threshold');
  });

  it('a return outside its window, at both ends', () => {
    const config = riskConfig({ trading: { profitThreshold: 0, safetyBuffer: 0, minRoi: 0.25, maxRoi: 0.5 } });
    const costing = (total: number) =>
      aRequest(
        't',
        anOpportunity({
          legs: [legOf('kalshi', 'K', { cost: usd(total / 2) }), legOf('polymarket', 'P', { cost: usd(total / 2) })],
        }),
      );
    expect(verdict({ config, request: costing(80_000_002) })).toBe('roi-minimum');
    expect(verdict({ config, request: costing(80_000_000) })).toBe('approved');
    expect(verdict({ config, request: costing(79_999_998) })).toBe('approved');
    const atMost = riskConfig({ trading: { profitThreshold: 0, safetyBuffer: 0, maxRoi: 0.25 } });
    expect(verdict({ config: atMost, request: costing(80_000_002) })).toBe('approved');
    expect(verdict({ config: atMost, request: costing(80_000_000) })).toBe('approved');
    expect(verdict({ config: atMost, request: costing(79_999_998) })).toBe('roi-suspicious');
  });

  it('a cover that is held, until it has paid', () => {
    const { coverId } = anOpportunity();
    expect(verdict({ state: { commitments: [held(1, { coverId })] } })).toBe('duplicate-position');
    expect(verdict({ state: { commitments: [held(1)] } })).toBe('approved');
  });

  it('a cover traded within the cooldown', () => {
    const last = (ago: number) => ({ lastApproval: new Map([[anOpportunity().coverId, T0 - ago]]) });
    expect([29_999, 30_000, 30_001].map((ago) => verdict({ state: last(ago) }))).toEqual([
      'cooldown',
      'approved',
      'approved',
    ]);
  });

  it('more trades than a day may have, and more positions than may be open', () => {
    expect([49, 50, 51].map((tradesToday) => verdict({ state: { tradesToday } }))).toEqual([
      'approved',
      'daily-trades',
      'daily-trades',
    ]);
    const open = (count: number) => ({
      commitments: Array.from({ length: count }, (_, index) =>
        held(1, { tradeId: `open ${index}`, coverId: `cover ${index}` }),
      ),
    });
    expect([19, 20, 21].map((count) => verdict({ state: open(count) }))).toEqual([
      'approved',
      'open-positions',
      'open-positions',
    ]);
    const twoLegs = { commitments: [...open(19).commitments, held(1, { tradeId: 'open 0', coverId: 'cover 0' })] };
    expect(verdict({ state: twoLegs })).toBe('approved');
  });

  it('a venue that answers too slowly; halves the size before', () => {
    expect([499, 500, 501].map((ms) => verdict({ venues: pulse(ms) }))).toEqual([
      'approved',
      'approved',
      'unstable-venue',
    ]);
    const size = (ms: number | null) => {
      const judgement = decide({ venues: pulse(ms) });
      return judgement.verdict === 'approve' ? judgement.trade.quantity : null;
    };
    expect([null, 249, 250].map(size)).toEqual([100, 100, 100].map((sets) => sets * 1_000_000));
    expect(size(251)).toBe(50_000_000);
  });

  it('a venue that a person paused, for what opens a position there', () => {
    const paused = (platform: Platform) => ({ state: { pausedVenues: new Map([[platform, 'odd fills']]) } });
    expect([verdict({}), verdict(paused('kalshi')), verdict(paused('polymarket'))]).toEqual([
      'approved',
      'venue-paused',
      'venue-paused',
    ]);
  });

  it('numbers that do not add up', () => {
    const { legs, netProfit, payout, roi, totalCost } = anOpportunity();
    const [kalshi, polymarket] = legs;
    for (const lie of [
      { netProfit: addUsd(netProfit, usd(1)) },
      { payout: addUsd(payout, usd(1)) },
      { totalCost: subUsd(totalCost, usd(1)) },
      { roi: roi + 0.01 },
    ]) {
      expect(verdict({ request: aRequest('t', { ...anOpportunity(), ...lie }) })).toBe('inconsistent');
    }
    const uneven = [kalshi!, { ...polymarket!, quantity: quantity(99_000_000) }];
    expect(verdict({ request: aRequest('t', { ...anOpportunity(), legs: uneven }) })).toBe('inconsistent');
  });

  it('a trade below the minimum size', () => {
    // Reserved is (cost + 1 cent a leg) × 1.02.
    const config = (minTrade: number) => riskConfig({ risk: { minTrade: usd(minTrade) } });
    expect(verdict({ config: config(reserved) })).toBe('approved');
    expect(verdict({ config: config(reserved - 1) })).toBe('approved');
    expect(verdict({ config: config(reserved + 1) })).toBe('trade-size');
    const least = (minQuantity: number) => aRequest('t', anOpportunity({ minQuantity: quantity(minQuantity) }));
    expect(verdict({ request: least(100_000_000) })).toBe('approved');
    expect(verdict({ request: least(100_000_001) })).toBe('trade-size');
  });

  it.each([
    ['market-exposure', 'perMarket', { market: marketId('kalshi', 'K') }],
    ['event-exposure', 'perEvent', { event: 'kalshi K' }],
    ['venue-exposure', 'perVenue', { platform: 'kalshi' as const }],
  ])('%s beyond its share of the bankroll', (rule, key, where) => {
    const open = { perMarket: 1, perEvent: 1, perVenue: 1, deployed: 1, [key]: 0.25 };
    const config = riskConfig({ risk: open });
    const before = held(7_000_000, where);
    const equity = (limit: number) => ({ equity: usd(bankroll(0.25, limit)), commitments: [before] });
    const exact = legReserved + 7_000_000;
    expect(verdict({ config, state: equity(exact + 1) })).toBe('approved');
    expect(verdict({ config, state: equity(exact) })).toBe('approved');
    expect(verdict({ config, state: equity(exact - 1) })).toBe(rule);
  });

  it('counts both legs of one market together', () => {
    const legs = [legOf('kalshi', 'K'), legOf('kalshi', 'K', { side: 'no' })];
    const request = aRequest('t', anOpportunity({ legs, kind: 'complement' }));
    const config = riskConfig({ risk: { perMarket: 0.25, perEvent: 1, perVenue: 1, deployed: 1 } });
    expect(verdict({ request, config, state: { equity: usd(bankroll(0.25, reserved)) } })).toBe('approved');
    expect(verdict({ request, config, state: { equity: usd(bankroll(0.25, reserved - 1)) } })).toBe('market-exposure');
  });

  it('to touch the reserve of the portfolio', () => {
    const config = riskConfig({ risk: { perMarket: 1, perEvent: 1, perVenue: 1, deployed: 0.5 } });
    const state = (limit: number) => ({ equity: usd(bankroll(0.5, limit)), commitments: [held(5_000_000)] });
    expect(verdict({ config, state: state(reserved + 5_000_001) })).toBe('approved');
    expect(verdict({ config, state: state(reserved + 5_000_000) })).toBe('approved');
    expect(verdict({ config, state: state(reserved + 4_999_999) })).toBe('portfolio-deployed');
  });

  it('a strategy without capital, paused, or not of the table', () => {
    expect(verdict({ state: { allocations: null } })).toBe('allocation');
    expect(verdict({ state: { allocations: capital('1000', 'paused') } })).toBe('allocation');
    for (const state of ['halved', 'newcomer'] as const)
      expect(verdict({ state: { allocations: capital('1000', state) } })).toBe(verdict({}));
    expect(verdict({ request: aRequest('t', undefined, { strategy: 'unknown' }) })).toBe('allocation');
  });

  it('to leave a venue with less than the minimum balance, counting what is reserved there', () => {
    const cash = (left: number, reservedBefore = 0) => ({
      cash: new Map([
        ['kalshi', usd(legReserved + reservedBefore + left)],
        ['polymarket', parseUsd('50000')],
      ] as const),
      commitments: reservedBefore === 0 ? [] : [held(reservedBefore, { reserved: true })],
    });
    for (const before of [0, 3_000_000]) {
      expect(verdict({ state: cash(1_000_001, before) })).toBe('approved');
      expect(verdict({ state: cash(1_000_000, before) })).toBe('approved');
      expect(verdict({ state: cash(999_999, before) })).toBe('venue-balance');
    }
    const spent = { ...cash(1_000_000), commitments: [held(9_000_000, { reserved: false })] };
    expect(verdict({ state: spent })).toBe('approved');
  });

  it('needs no floor of one dollar: a cover of three that pays two', () => {
    const legs = ['A', 'B', 'C'].map((name) => legOf('kalshi', name, { cost: usd(60_000_000) }));
    const request = aRequest('t', anOpportunity({ legs, floor: price(20_000), kind: 'exclusive-no' }));
    expect(verdict({ request })).toBe('approved');
  });
});
