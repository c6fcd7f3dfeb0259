import { AT_ONCE, type Execution } from '@pm-arbitrage/core/domain/execution.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { parseUsd, price, quantity } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { anOpportunity, aRequest, aState, legOf, riskConfig, STRATEGY, T0 } from './guardian-fixtures.js';
import { judge } from './judge.js';
import type { Commitment } from './risk-state.js';
import { VenuePulse } from './venue-pulse.js';

const fair = (change: Partial<FairValue> = {}): FairValue => ({
  model: 'above-at-expiry',
  probability: 0.62,
  standardError: 0.02,
  worst: 0.58,
  sources: ['coinbase btc-usd'],
  oracleAt: T0,
  maxAgeMs: 1_000,
  live: false,
  ...change,
});
/** 100 contracts of YES at 45 cents. */
const contract = (change: Partial<Opportunity> = {}) =>
  anOpportunity({
    legs: [legOf('kalshi', 'K', { limitPrice: price(4_500) })],
    kind: 'fair-value',
    floor: price(5_800),
    fair: fair(),
    ...change,
  });

function verdict(
  opportunity: Opportunity,
  given: { inPlay?: boolean; now?: number; execution?: Execution } = {},
): string {
  const config = riskConfig();
  const { now = T0, inPlay = false, execution = AT_ONCE } = given;
  const judgement = judge(
    aRequest('t', opportunity, { execution }),
    aState(),
    { ...config, trading: { ...config.trading, inPlay } },
    { now, halt: null, venues: new VenuePulse() },
  );
  return judgement.verdict === 'approve' ? 'approved' : judgement.breach.rule;
}

describe('a contract below its fair value is refused', () => {
  it('without a fair value, with a floor above its worst one, and where a riskless trade claims one', () => {
    expect(verdict(contract())).toBe('approved');
    expect(verdict(contract({ fair: null }))).toBe('inconsistent');
    expect(verdict(contract({ floor: price(5_801) }))).toBe('inconsistent');
    expect(verdict(contract({ kind: 'cross-venue' }))).toBe('inconsistent');
  });

  it('once its oracle is older than its model allows', () => {
    expect(verdict(contract(), { now: T0 + 1_000 })).toBe('approved');
    expect(verdict(contract(), { now: T0 + 1_001 })).toBe('stale-oracle');
  });

  it('where the fair value is too far off to be true, though its return may be above that of covers', () => {
    expect(verdict(contract({ fair: fair({ probability: 0.75 }) }))).toBe('approved');
    expect(verdict(contract({ fair: fair({ probability: 0.76 }) }))).toBe('edge-suspicious');
  });

  it('while its game runs, unless that is wanted, sources agree and its book can be had', () => {
    const running = contract({ fair: fair({ live: true }) });
    expect(verdict(running)).toBe('in-play');
    expect(verdict(running, { inPlay: true })).toBe('in-play');
    const flags = (confident: boolean, executable: boolean) =>
      verdict(contract({ fair: fair({ live: true }), inPlay: { confident, executable } }), { inPlay: true });
    expect(flags(true, true)).toBe('approved');
    expect(flags(false, true)).toBe('in-play');
    expect(flags(true, false)).toBe('in-play');
    const certain = contract({ fair: fair({ live: true }), inPlay: { confident: true, executable: true } });
    const resting = { style: 'rest', until: T0 + 60_000 } as const;
    expect(verdict(certain, { inPlay: true, execution: resting })).toBe('in-play');
  });
});

it('in a short window of a price it needs both flags and no setting, riskless or not, and may rest', () => {
  const window = true as const;
  const live = fair({ live: true, window });
  const flags = (confident: boolean, executable: boolean, change: Partial<Opportunity> = {}, execution?: Execution) =>
    verdict(
      contract({ fair: live, inPlay: { confident, executable, window }, ...change }),
      execution ? { execution } : {},
    );
  expect(flags(true, true)).toBe('approved');
  expect(flags(true, true, {}, { style: 'rest', until: T0 + 60_000 })).toBe('approved');
  expect(flags(false, true)).toBe('in-play');
  expect(flags(true, false)).toBe('in-play');
  expect(verdict(contract({ fair: live }))).toBe('in-play');
  // Who calls a game a window is not believed.
  expect(flags(true, true, { fair: fair({ live: true }) })).toBe('in-play');
  expect(verdict(anOpportunity({ inPlay: { confident: true, executable: true, window } }))).toBe('approved');
  expect(verdict(anOpportunity({ inPlay: { confident: false, executable: true, window } }))).toBe('in-play');
});

it('a riskless trade on a game that runs needs the same flags', () => {
  const cover = (inPlay: Opportunity['inPlay']) => anOpportunity({ inPlay });
  expect(verdict(cover(null))).toBe('approved');
  expect(verdict(cover({ confident: true, executable: true }))).toBe('in-play');
  expect(verdict(cover({ confident: true, executable: true }), { inPlay: true })).toBe('approved');
  expect(verdict(cover({ confident: true, executable: false }), { inPlay: true })).toBe('in-play');
});

describe('taking a position back', () => {
  const held = (change: Partial<Commitment> = {}): Commitment => ({
    tradeId: 'held',
    strategy: STRATEGY,
    coverId: 'cover',
    market: marketId('kalshi', 'K'),
    event: 'E',
    platform: 'kalshi',
    side: 'no',
    filled: quantity(100_000_000),
    amount: parseUsd('40'),
    reserved: false,
    ...change,
  });
  const close = (commitments: readonly Commitment[], change: Partial<Opportunity> = {}) => {
    const opportunity = anOpportunity({
      legs: [legOf('kalshi', 'K')],
      kind: 'close',
      fair: fair({ worst: 1 }),
      ...change,
    });
    const request = aRequest('t', opportunity, { closes: 'held' });
    // Nothing is left for a new position.
    const state = aState({ commitments, pausedDay: '2026-11-21', tradesToday: 10_000 });
    const judgement = judge(request, state, riskConfig(), { now: T0, halt: null, venues: new VenuePulse() });
    return judgement.verdict === 'approve' ? `approved ${judgement.trade.quantity}` : judgement.breach.rule;
  };

  it('is let through whole where every limit for new ones is reached', () => {
    expect(close([held()])).toBe('approved 100000000');
  });

  it.each<[string, Commitment[]]>([
    ['nothing is held', []],
    ['another strategy holds it', [held({ strategy: 'another' })]],
    ['another market is held', [held({ market: marketId('kalshi', 'L') })]],
    ['the same side is held', [held({ side: 'yes' })]],
    ['less is held', [held({ filled: quantity(99_000_000) })]],
    ['it is being taken back', [held(), held({ tradeId: 'first', side: 'yes', reserved: true })]],
  ])('is refused where %s', (_, commitments) => {
    expect(close(commitments)).toBe('closes');
  });
});
