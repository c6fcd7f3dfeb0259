import { FUSED, type OracleFact, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fuser, fusionRules } from '../../oracle/fuser.js';
import { Scanner } from '../scanner.js';
import { scannerDefaults } from '../scanner-config.js';
import { aBook, aMarket } from '../scanner-fixtures.js';
import { fairValuesOf } from './valuation.js';
import { ValuationDesk } from './valuation-desk.js';

/** Midnight of Eastern standard time on November 21. */
const DAY_BEGINS = Date.UTC(2026, 10, 21, 5);
const HOUR = 3_600_000;
const MINUTE = 60_000;
const YES = ', then the market resolves to Yes.';

interface Family {
  readonly name: string;
  readonly market: Market;
  readonly now: number;
  /** Facts by which YES is worth nearly a dollar. */
  readonly facts: readonly OracleTick[];
}

const tick = (change: Pick<OracleTick, 'type' | 'symbol' | 'source' | 'fact' | 'unit'> & { readonly at: number }) => {
  const { at, ...rest } = change;
  return { ...rest, eventTime: at, receivedAt: at, quality: 'final', uncertainty: null } satisfies OracleTick;
};
const listed = (change: Parameters<typeof aMarket>[2], closeTime: number) =>
  aMarket('kalshi', 'K', { ...change, rulesHash: change?.rules ?? '', closeTime, resolutionTime: closeTime + HOUR });

const figure: Family = {
  name: 'figure',
  market: listed(
    {
      title: 'Will CPI rise more than 0.2% in October 2026?',
      rules: `If the Consumer Price Index (CPI) increases by more than 0.2% (single-decimal) in October 2026${YES}\n\nThe first official release counts; revisions will not be considered.`,
      strike: { type: 'greater', floor: 0.2, cap: null },
      sources: ['Bureau of Labor Statistics'],
    },
    Date.UTC(2026, 10, 12, 15),
  ),
  now: Date.UTC(2026, 10, 12, 13, 31),
  facts: [
    tick({
      type: 'economics',
      symbol: 'cpiaucsl',
      source: 'bls',
      fact: { kind: 'figure', value: 0.3, period: '2026-10', revision: false },
      unit: 'percent',
      at: Date.UTC(2026, 10, 12, 13, 30),
    }),
  ],
};

const low: Family = {
  name: 'lowest temperature',
  market: listed(
    {
      title: 'Will the minimum temperature be  >40° on Nov 21, 2026?',
      rules: `If the minimum temperature recorded at Central Park, New York for November 21, 2026 as reported by the National Weather Service's Climatological Report (Daily), is greater than 40°${YES}`,
      strike: { type: 'greater', floor: 40, cap: null },
      sources: ['National Weather Service'],
    },
    DAY_BEGINS + 24 * HOUR,
  ),
  now: DAY_BEGINS + 23.5 * HOUR,
  facts: (
    [
      { kind: 'low-forecast', value: 55, deviation: null, day: '2026-11-21' },
      { kind: 'temperature', value: 52 },
    ] as const satisfies readonly OracleFact[]
  ).map((fact) =>
    tick({ type: 'weather', symbol: 'knyc', source: 'nws', fact, unit: 'degF', at: DAY_BEGINS + 23.4 * HOUR }),
  ),
};

const KICK_OFF = Date.UTC(2026, 10, 22, 18);
const game: Family = {
  name: 'game',
  market: listed(
    {
      title: 'Buffalo at Miami Winner?',
      subtitle: 'Miami',
      rules: `If Miami wins the Buffalo vs Miami professional football game originally scheduled for Nov 22, 2026 at 1:00 PM EST${YES}\n\nIf the game ends in a tie, the market will resolve 50/50.`,
    },
    KICK_OFF + 24 * HOUR,
  ),
  now: KICK_OFF - 10 * MINUTE,
  facts: [
    tick({
      type: 'sports',
      symbol: 'nfl-buf-mia-2026-11-22',
      source: 'odds-api',
      fact: { kind: 'odds', home: 'mia', away: 'buf', startsAt: KICK_OFF, homeWins: 0.9, awayWins: 0.1, draw: 0 },
      unit: 'probability',
      at: KICK_OFF - 11 * MINUTE,
    }),
  ],
};

const ARRIVES = Date.UTC(2026, 10, 22, 20);
const flight: Family = {
  name: 'flight',
  market: listed(
    {
      title: 'Will United flight UA123 arrive on time on November 22, 2026?',
      rules: `If flight UA123 arrives at the gate within 15 minutes of its scheduled arrival time on November 22, 2026 according to FlightAware${YES} If the flight is cancelled or diverted, the market resolves to No.`,
      sources: ['FlightAware'],
    },
    ARRIVES + HOUR,
  ),
  now: ARRIVES + 5 * MINUTE,
  facts: [
    tick({
      type: 'flights',
      symbol: 'ua123-2026-11-22',
      source: 'aeroapi',
      fact: {
        kind: 'flight',
        flight: 'UA123',
        scheduledIn: ARRIVES,
        estimatedIn: ARRIVES,
        actualIn: ARRIVES,
        scheduledOn: null,
        estimatedOn: null,
        actualOn: null,
        state: 'landed',
      },
      unit: 'time',
      at: ARRIVES + 4 * MINUTE,
    }),
  ],
};

const families = [figure, low, game, flight];

/** The same kind of fact, of another day, period, pair of teams or flight. */
function ofAnother(fact: OracleFact): OracleFact {
  switch (fact.kind) {
    case 'figure':
      return { ...fact, period: '2026-09' };
    case 'odds':
      return { ...fact, home: 'ne' };
    case 'flight':
      return { ...fact, flight: 'UA124' };
    default:
      return 'day' in fact ? { ...fact, day: '2026-11-20' } : fact;
  }
}

/** The same fact, quite different. */
function denied(fact: OracleFact): OracleFact {
  switch (fact.kind) {
    case 'odds':
      return { ...fact, homeWins: fact.awayWins, awayWins: fact.homeWins };
    case 'flight':
      return { ...fact, actualIn: (fact.actualIn ?? 0) + 30 * MINUTE };
    default:
      return 'value' in fact ? { ...fact, value: fact.value - 20 } : fact;
  }
}

/** What is found when facts come as an oracle puts them together, at a book of 50 against 55 cents. */
function found({ market, now }: Family, facts: readonly OracleTick[]): number {
  const desk = new ValuationDesk(5_000);
  const scanner = new Scanner({ ...scannerDefaults, maxEdge: 1 }, seededIds(seededRandom(1)));
  scanner.market(market, now);
  const book = aBook(market, [['0.50', '500']], [['0.55', '500']], { receivedAt: now - MINUTE });
  scanner.price(book, now);
  scanner.feedAlive('kalshi', now);
  const needed = desk.take(market);
  if (needed.length === 0) throw new Error(`not classified: ${desk.whyNot(market.id)}`);
  const fusers = new Map<string, Fuser>();
  for (const fact of facts) {
    const fuser = fusers.get(fact.type) ?? new Fuser(fusionRules[fact.type]);
    fusers.set(fact.type, fuser);
    desk.tick(fact, now);
    const fused = fuser.take(fact, now)?.tick;
    if (fused) desk.tick(fused, now);
  }
  const valuation = desk.value(market.id, now);
  if (valuation.kind === 'unpriced') return 0;
  return scanner.fairValues(market.id, fairValuesOf(valuation), now, now).found.length;
}

const changed = (facts: readonly OracleTick[], change: (fact: OracleTick) => Partial<OracleTick>) =>
  facts.map((fact) => ({ ...fact, ...change(fact) }));

describe.each(families)('a $name', (family) => {
  const { facts } = family;

  it('is bought by facts that are right', () => {
    expect(found(family, facts)).toBeGreaterThan(0);
  });

  it('is not bought without any one of them', () => {
    for (const missing of facts)
      expect(
        found(
          family,
          facts.filter((fact) => fact !== missing),
        ),
      ).toBe(0);
  });

  it('is not bought by old facts, facts of another symbol, or of another day, game or flight', () => {
    const old = ({ eventTime }: OracleTick) => ({
      eventTime: eventTime - 100 * HOUR,
      receivedAt: eventTime - 100 * HOUR,
    });
    const poisons: readonly ((fact: OracleTick) => Partial<OracleTick>)[] = [
      old,
      () => ({ symbol: 'klga' }),
      ({ fact }) => ({ fact: ofAnother(fact) }),
    ];
    expect(poisons.map((poison) => found(family, changed(facts, poison)))).toEqual([0, 0, 0]);
  });

  it('is not bought where a second source says something quite different, whichever comes last', () => {
    const told = facts.filter(({ fact }) => fact.kind !== 'temperature');
    const rest = facts.filter(({ fact }) => fact.kind === 'temperature');
    const others = changed(told, ({ fact }) => ({ source: 'other', fact: denied(fact) }));
    expect(found(family, [...told, ...others, ...rest])).toBe(0);
    expect(found(family, [...others, ...told, ...rest])).toBe(0);
  });
});

describe.each([figure, low])('a $name', (family) => {
  const { facts } = family;

  it('is not bought by facts in another unit', () => {
    expect(
      found(
        family,
        changed(facts, () => ({ unit: 'points' })),
      ),
    ).toBe(0);
  });

  it('loses its value at once when sources dispute it, however soon after they agreed', () => {
    const desk = new ValuationDesk(5_000);
    desk.take(family.market);
    const together = changed(facts, () => ({ source: FUSED }));
    for (const fact of together) desk.tick(fact, family.now);
    const [first] = together;
    if (first === undefined) throw new Error('a family has facts');
    expect(desk.tick(first, family.now + 1)).toEqual([]);
    expect(desk.tick({ ...first, disputed: true }, family.now + 2)).toEqual([family.market.id]);
  });

  it('is never bought by what all sources dispute, whatever it says', () => {
    const value = fc.double({ min: -60, max: 120, noNaN: true });
    fc.assert(
      fc.property(value, (said) => {
        const disputed = changed(facts, ({ fact }) => ({
          source: FUSED,
          disputed: true,
          fact: 'value' in fact && fact.kind !== 'temperature' ? ({ ...fact, value: said } as OracleFact) : fact,
        }));
        expect(found(family, disputed)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
