import { describe, expect, it } from 'vitest';
import { isRefusal, mapGammaMarket, readGammaEvent } from './map-market.js';

const outcome = (name: string, changes: object = {}) => ({
  conditionId: '0x1',
  negRisk: true,
  negRiskOther: false,
  active: true,
  groupItemTitle: name,
  ...changes,
});
const exhaustive = (markets: object[], changes: object = {}) =>
  readGammaEvent({ id: '1', negRisk: true, negRiskAugmented: false, markets, ...changes }).exhaustive;

describe('readGammaEvent', () => {
  it('calls exhaustive only what the venue closed', () => {
    const two = [outcome('25 bps'), outcome('50 bps')];
    expect(exhaustive(two)).toBe(true);
    expect(exhaustive(two, { negRiskAugmented: true })).toBe(false);
    expect(exhaustive(two, { negRiskAugmented: undefined })).toBe(false);
    expect(exhaustive(two, { negRisk: false })).toBe(false);
    expect(exhaustive([outcome('25 bps')])).toBe(false);
    expect(exhaustive([...two, outcome('Other', { negRiskOther: true })])).toBe(false);
    expect(exhaustive([...two, outcome('Person A')])).toBe(false);
    expect(exhaustive([...two, outcome('Someone', { active: false })])).toBe(false);
    expect(exhaustive([...two, outcome('Later', { conditionId: '' })])).toBe(false);
  });
});

describe('mapGammaMarket', () => {
  const raw = {
    slug: 's',
    conditionId: `0x${'a'.repeat(62)}`,
    version: 'v2',
    outcomes: '["Up","Down"]',
    clobTokenIds: null,
    positionIds: ['11', '12'],
    enableOrderBook: true,
    active: true,
    acceptingOrders: true,
    closed: false,
    orderPriceMinTickSize: 0.0025,
    orderMinSize: 5,
    endDate: '2026-12-01 00:00:00+00',
    feesEnabled: false,
  };
  const event = readGammaEvent({ id: '1', markets: [raw] });
  const map = (changes: object = {}) => mapGammaMarket({ ...raw, ...changes }, { event, now: 1 });

  it('routes protocol V2 by its position ids and pads its condition id', () => {
    expect(map()).toMatchObject({
      id: `polymarket:0x${'a'.repeat(62)}00`,
      subtitle: 'Up',
      routing: { version: 'v2', yesToken: '11', noToken: '12' },
      priceRanges: [{ step: 25 }],
      closeTime: Date.parse('2026-12-01T00:00:00Z'),
    });
  });

  it('says how long orders are held back, a length that cannot be read being the longest', () => {
    const delay = (secondsDelay?: unknown) => (map({ secondsDelay }) as { takerDelayMs?: number }).takerDelayMs;
    expect([delay(), delay(0), delay(null)]).toEqual([undefined, undefined, undefined]);
    expect([delay(3), delay(1.5), delay('3'), delay(-1)]).toEqual([3_000, 1_500, 3_000, 3_000]);
  });

  it('says whether the outcome is challenged', () => {
    const disputed = (changes: object) => (map(changes) as { disputed?: true }).disputed;
    expect(disputed({ closed: true, umaResolutionStatus: 'disputed' })).toBe(true);
    expect(disputed({ closed: true, umaResolutionStatus: 'challenged' })).toBe(true);
    expect([disputed({}), disputed({ closed: true, umaResolutionStatus: 'proposed' })]).toEqual([undefined, undefined]);
  });

  it('says which side of the order book is missing', () => {
    const kind = (changes: object) => {
      const mapped = map(changes);
      return isRefusal(mapped) ? mapped.kind : mapped.status;
    };
    expect(kind({ version: 'v1' })).toBe('no-tokens');
    expect(kind({ conditionId: '' })).toBe('no-tokens');
    expect(kind({ outcomes: '["A","B","C"]' })).toBe('not-binary');
    expect(kind({ enableOrderBook: false })).toBe('no-book');
    expect(kind({ feesEnabled: true })).toBe('needs-fees');
    expect(kind({ feesEnabled: true, feeSchedule: { rate: '0.07', exponent: '1' } })).toBe('open');
    expect(kind({ acceptingOrders: false })).toBe('paused');
    expect(kind({ active: false })).toBe('unopened');
    expect(kind({ closed: true, umaResolutionStatus: 'proposed', outcomePrices: '["1","0"]' })).toBe('closed');
    expect(kind({ closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0.5","0.5"]' })).toBe('resolved');
    expect(kind({ closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0","0"]' })).toBe('closed');
  });
});
