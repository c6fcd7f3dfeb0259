import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { printsAt } from '@pm-arbitrage/simulator/oracles/economics/prints-of.js';
import { releaseOf, seededPrints } from '@pm-arbitrage/simulator/oracles/economics/seeded-prints.js';
import { type BlsStandIn, startBls } from '@pm-arbitrage/simulator/oracles/economics/start-bls.js';
import { type FedStandIn, startFed } from '@pm-arbitrage/simulator/oracles/economics/start-fed.js';
import { type FredStandIn, startFred } from '@pm-arbitrage/simulator/oracles/economics/start-fred.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../polling/testing/drive-polls.js';
import { OracleRecorder } from '../testing/oracle-recorder.js';
import { type BlsOptions, openBls } from './bls/open-bls.js';
import { type FedOptions, openFed } from './fed/open-fed.js';
import { type FredOptions, openFred } from './fred/open-fred.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz123456';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const truth = seededPrints(9, 2024);
/** The figures of October 2026 come out. */
const RELEASE = releaseOf(2026, 9);

let clock: SimulatedClock;
let source: PolledOracle;
let said: OracleRecorder;
const figures = (symbol: string, period?: string) =>
  said.of(symbol, 'figure').filter(({ fact }) => period === undefined || fact.period === period);

const start = async (symbols: readonly string[]) => {
  source.watch(symbols);
  await source.start(said);
  await driveFor(source, clock, 1_000);
};

/** What a level was at a time, of 2026. */
const level = (series: string, month: number, time: number) =>
  printsAt(truth(series), time).get(new Date(Date.UTC(2026, month, 1)).toISOString().slice(0, 10))?.level ?? Number.NaN;

beforeEach(() => {
  clock = new SimulatedClock(RELEASE - HOUR_MS);
  said = new OracleRecorder();
});
afterEach(() => {
  for (const { message } of said.refusals) expect(message).not.toContain(KEY);
});

describe('FRED', () => {
  let service: FredStandIn;
  const begin = async (symbols: readonly string[], options: Partial<FredOptions> = {}) => {
    source = openFred({
      url: service.url,
      apiKey: KEY,
      releases: [RELEASE],
      clock,
      random: seededRandom(1),
      ...options,
    });
    await start(symbols);
  };
  beforeEach(async () => {
    service = await startFred({ clock, printsOf: truth, apiKey: KEY });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
  });

  it('tells headlines as agencies print them, the new one soon after it is there', async () => {
    await begin(['cpiaucsl', 'cpiaucns', 'unrate', 'payems']);
    expect(figures('cpiaucsl', '2026-10')).toEqual([]);
    await drivePolls(
      source,
      clock,
      () => figures('cpiaucsl', '2026-10').length > 0 && figures('payems', '2026-10').length > 0,
    );
    expect(clock.now() - RELEASE).toBeLessThan(HOUR_MS);
    await driveFor(source, clock, HOUR_MS);
    const value = (symbol: string) =>
      figures(symbol, '2026-10').map(({ fact, unit }) => [fact.value, fact.revision, unit]);
    const change = (series: string, back: number, year = 2026) => {
      const before = printsAt(truth(series), RELEASE).get(
        new Date(Date.UTC(year, 9 - back, 1)).toISOString().slice(0, 10),
      );
      return Math.round((level(series, 9, RELEASE) / (before?.level ?? 0) - 1) * 1_000) / 10;
    };
    expect(value('cpiaucsl')).toEqual([[change('CPIAUCSL', 1), false, 'percent']]);
    expect(value('cpiaucns')).toEqual([[change('CPIAUCNS', 0, 2025), false, 'percent']]);
    expect(value('unrate')).toEqual([[level('UNRATE', 9, RELEASE), false, 'percent']]);
    expect(value('payems')).toEqual([
      [(level('PAYEMS', 9, RELEASE) - level('PAYEMS', 8, RELEASE)) * 1_000, false, 'count'],
    ]);
  });

  it('knows first prints from revisions, months after', async () => {
    await begin(['payems']);
    const august = figures('payems', '2026-08');
    const [first, second] = [releaseOf(2026, 7), releaseOf(2026, 8)];
    expect(august.map(({ fact }) => fact)).toEqual([
      {
        kind: 'figure',
        period: '2026-08',
        revision: false,
        value: (level('PAYEMS', 7, first) - level('PAYEMS', 6, first)) * 1_000,
      },
      {
        kind: 'figure',
        period: '2026-08',
        revision: true,
        value: (level('PAYEMS', 7, second) - level('PAYEMS', 6, second)) * 1_000,
      },
    ]);
    expect(august.map(({ eventTime }) => new Date(eventTime).toISOString())).toEqual([
      '2026-09-12T00:00:00.000Z',
      '2026-10-12T00:00:00.000Z',
    ]);
    // What came out before the history begins has no first print here.
    expect(figures('payems').every(({ fact }) => fact.period >= '2026-03')).toBe(true);
  });

  it('makes nothing of missing values', async () => {
    await service.close();
    const hole = (series: string) =>
      truth(series).map((print) => (print.period === '2026-09-01' ? { ...print, level: null } : print));
    service = await startFred({ clock, printsOf: hole, apiKey: KEY });
    await begin(['unrate', 'cpiaucsl']);
    await driveFor(source, clock, 3 * HOUR_MS);
    expect(figures('unrate', '2026-09')).toEqual([]);
    expect(figures('unrate', '2026-10')).toHaveLength(1);
    // Against which month would October be compared?
    expect(figures('cpiaucsl', '2026-10')).toEqual([]);
    expect(said.refusals).toEqual([]);
  });

  it('stays off when its key is refused, and without one', async () => {
    await begin(['unrate'], { apiKey: 'nobody' });
    expect(source.health().trouble).toBe('FRED refused the key: check it');
    await source.stop();
    await begin(['unrate'], { apiKey: null });
    expect(source.health().trouble).toContain('set FRED_API_KEY');
  });

  it('refuses what is no headline', async () => {
    await begin(['unrate', 'sp500']);
    expect(said.refusedAs('unknown-symbol')).toEqual(['fred does not offer sp500: it is no headline of the list']);
  });

  it.each(['garble', 'halve', 'cut', 'oversize'] as const)(
    'comes back after an answer that is spoiled (%s)',
    async (how) => {
      service.faults.break(how);
      await begin(['unrate']);
      await drivePolls(source, clock, () => figures('unrate').length > 0);
      expect(source.health().trouble).toBeNull();
    },
  );

  it('reads no XML, which is what comes when nothing else is asked for', async () => {
    service.faults.answer({ status: 200, type: 'text/xml', body: '<observations/>' });
    await begin(['unrate']);
    expect(said.refusedAs('wrong-type')).toHaveLength(1);
  });
});

describe('BLS', () => {
  let service: BlsStandIn;
  const begin = async (symbols: readonly string[], options: Partial<BlsOptions> = {}) => {
    source = openBls({
      url: service.url,
      apiKey: KEY,
      releases: [RELEASE],
      clock,
      random: seededRandom(1),
      ...options,
    });
    await start(symbols);
  };
  beforeEach(async () => {
    service = await startBls({ clock, printsOf: truth, apiKey: KEY });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
  });

  it('tells a headline within seconds of its release, as it is printed', async () => {
    await begin(['cpiaucsl', 'cpiaucns', 'payems', 'unrate']);
    expect(figures('cpiaucsl').map(({ fact }) => [fact.period, fact.revision])).toEqual([
      ['2026-08', true],
      ['2026-09', false],
    ]);
    await drivePolls(source, clock, () => figures('cpiaucsl', '2026-10').length > 0);
    expect(clock.now() - RELEASE).toBeLessThan(6_000);
    const [tick] = figures('cpiaucsl', '2026-10');
    expect(tick).toMatchObject({ source: 'bls', unit: 'percent', quality: 'final', fact: { revision: false } });
    expect(tick?.fact.value).toBe(
      Math.round((level('CPIAUCSL', 9, RELEASE) / level('CPIAUCSL', 8, RELEASE) - 1) * 1_000) / 10,
    );
    expect(figures('payems', '2026-10')[0]?.fact.value).toBe(
      (level('PAYEMS', 9, RELEASE) - level('PAYEMS', 8, RELEASE)) * 1_000,
    );
    // September was revised with it.
    expect(figures('payems', '2026-09').map(({ fact }) => fact.revision)).toEqual([false, true]);
  });

  it('keeps within its daily queries through a release', async () => {
    await begin(['cpiaucsl']);
    await driveFor(source, clock, DAY_MS);
    expect(service.requests.length).toBeLessThan(225);
    expect(said.refusals).toEqual([]);
  });

  it('says that its request was not processed, though the status is 200', async () => {
    await begin(['unrate'], { apiKey: 'not-the-key' });
    expect(said.refusedAs('source-error')[0]).toMatch(/REQUEST_NOT_PROCESSED.*\[key\] provided by the User is invalid/);
    expect(source.health().trouble).toContain('did not process');
    const asked = service.requests.length;
    await driveFor(source, clock, 50 * 60_000);
    expect(service.requests).toHaveLength(asked);
  });

  it('leaves out averages of years and values that are missing', async () => {
    clock = new SimulatedClock(releaseOf(2026, 0) + HOUR_MS);
    await service.close();
    service = await startBls({ clock, printsOf: truth, apiKey: KEY });
    service.missing.add('2026-01-01');
    await begin(['unrate', 'cpiaucsl'], { releases: [] });
    expect(figures('unrate').map(({ fact }) => fact.period)).not.toContain('2026-01');
    expect(said.refusedAs('missing-value')).toEqual([
      'bls: unrate: 2026-01 is missing ("-")',
      'bls: cpiaucsl: 2026-01 is missing ("-")',
    ]);
  });

  it('offers its own figures alone, and nothing without a key', async () => {
    await begin(['unrate', 'icsa', 'gdpc1']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(2);
    await source.stop();
    await begin(['unrate'], { apiKey: null });
    expect(source.health().trouble).toContain('set BLS_API_KEY');
  });

  it.each(['garble', 'halve', 'cut'] as const)('comes back after an answer that is spoiled (%s)', async (how) => {
    service.faults.break(how);
    await begin(['unrate']);
    await drivePolls(source, clock, () => figures('unrate').length > 0);
    expect(source.health().trouble).toBeNull();
  });
});

describe('the Federal Reserve', () => {
  const STATEMENT = Date.parse('2026-12-09T19:00:00Z');
  let service: FedStandIn;
  const begin = async (symbols: readonly string[] = ['dfedtaru', 'dfedtarl'], options: Partial<FedOptions> = {}) => {
    source = openFed({ url: service.url, releases: [STATEMENT], clock, random: seededRandom(1), ...options });
    await start(symbols);
  };
  beforeEach(async () => {
    clock = new SimulatedClock(STATEMENT - 20 * 60_000);
    service = await startFed({
      clock,
      decisions: [
        { at: Date.parse('2026-10-28T18:00:00Z'), upper: 4 },
        { at: STATEMENT, upper: 3.75 },
      ],
    });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
  });

  it('is known seconds after its statement', async () => {
    await begin();
    expect(figures('dfedtaru').map(({ fact }) => [fact.period, fact.value])).toEqual([['2026-10-28', 4]]);
    await drivePolls(source, clock, () => figures('dfedtarl', '2026-12-09').length > 0);
    expect(clock.now() - STATEMENT).toBeLessThan(4_000);
    expect(figures('dfedtaru', '2026-12-09')[0]).toMatchObject({
      quality: 'final',
      unit: 'percent',
      fact: { value: 3.75, revision: false },
      eventTime: STATEMENT,
    });
    expect(figures('dfedtarl', '2026-12-09')[0]?.fact.value).toBe(3.5);
    expect(said.refusals).toEqual([]);
  });

  it.each(['entity', 'decimal'] as const)('is read from numbers in another writing (%s)', async (writing) => {
    service.writing = writing;
    await begin();
    await drivePolls(source, clock, () => figures('dfedtaru', '2026-12-09').length > 0);
    expect(figures('dfedtaru', '2026-12-09')[0]?.fact.value).toBe(3.75);
  });

  it('is asked again until the note is there', async () => {
    await begin();
    service.noteAfterMs = 45_000;
    await drivePolls(source, clock, () => figures('dfedtaru', '2026-12-09').length > 0);
    expect(clock.now() - STATEMENT - 45_000).toBeLessThan(5_000);
    expect(said.refusedAs('note').length).toBeGreaterThan(5);
  });

  it('is refused where its note says nothing of it', async () => {
    await begin();
    service.writing = 'nothing';
    await drivePolls(source, clock, () => said.refusedAs('malformed').length > 0);
    expect(said.refusedAs('malformed')[0]).toBe('federal-reserve: the note of 2026-12-09: it names no target range');
    expect(source.health().trouble).toContain('cannot be read yet');
    expect(figures('dfedtaru', '2026-12-09')).toEqual([]);
  });

  it('offers the bounds of its range alone', async () => {
    await begin(['dfedtaru', 'effr']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(1);
  });
});
