import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { PageFaults } from '@pm-arbitrage/simulator/oracles/polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '@pm-arbitrage/simulator/oracles/polling/page-server.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../testing/oracle-recorder.js';
import { pumpUntil } from '../testing/pump.js';
import { askJson } from './ask-json.js';
import { PolledOracle, type PolledOracleOptions } from './polled-oracle.js';
import { driveFor, drivePolls } from './testing/drive-polls.js';

const START = Date.parse('2026-11-21T12:00:00Z');
const KEY = 'sécret/key+1';
const PERIOD_MS = 30_000;

let clock: SimulatedClock;
let faults: PageFaults;
let server: PageServer;
let source: PolledOracle;
let said: OracleRecorder;
let logged: string[];
/** What the server tells, by symbol. */
let value: (symbol: string, time: number) => number;

/** One page a symbol, `{value, at}`. */
function open(options: Partial<PolledOracleOptions> = {}): PolledOracle {
  return new PolledOracle({
    type: 'weather',
    name: 'test',
    clock,
    random: seededRandom(3),
    log: (_level, message, data) => logged.push(`${message} ${JSON.stringify(data ?? {})}`),
    dataSilenceMs: 300_000,
    mostSymbols: 3,
    limits: [{ requests: 100, windowMs: 60_000 }],
    keys: [KEY],
    missing: null,
    protocol: (desk) => ({
      refusal: (symbol) => (symbol.startsWith('k') ? null : 'it is elsewhere'),
      jobs: (symbols) =>
        [...symbols].map((symbol) => ({
          key: symbol,
          everyMs: () => PERIOD_MS,
          async run(visit) {
            const url = `${server.url}/${symbol}?${new URLSearchParams({ key: KEY })}`;
            const page = await askJson(visit, 'test', { url });
            if (page === null || page === 'unchanged') return;
            const { at, value: told } = page.value as { at: number; value: number };
            if (told === 666) throw new Error(`no ${KEY}`);
            desk.tick({
              type: 'weather',
              symbol,
              source: 'test',
              fact: { kind: 'temperature', value: told },
              unit: 'degF',
              eventTime: at,
              receivedAt: page.receivedAt,
              quality: 'live',
              uncertainty: null,
            });
          },
        })),
    }),
    ...options,
  });
}

const begin = async (options: Partial<PolledOracleOptions> = {}, symbols = ['kone']) => {
  source = open(options);
  source.watch(symbols);
  await source.start(said);
};

beforeEach(async () => {
  clock = new SimulatedClock(START);
  faults = new PageFaults();
  said = new OracleRecorder();
  logged = [];
  value = (_symbol, time) => Math.floor(time / 60_000) % 50;
  server = await startPageServer({
    clock,
    faults,
    serve: ({ path, time }) => jsonPage({ value: value(path.slice(1), time), at: Math.floor(time / 60_000) * 60_000 }),
  });
});

afterEach(async () => {
  await source.stop();
  await server.close();
  for (const text of [...logged, ...said.refusals.map(({ message }) => message)]) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(encodeURIComponent(KEY));
  }
});

describe('a polled source', () => {
  it('has asked once when it has started, and then asks about every period', async () => {
    await begin();
    expect(said.ticks).toHaveLength(1);
    await driveFor(source, clock, 20 * PERIOD_MS);
    expect(server.requests.length).toBeGreaterThanOrEqual(19);
    expect(server.requests.length).toBeLessThanOrEqual(23);
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
  });

  it('tells nothing again that did not change', async () => {
    await begin();
    await driveFor(source, clock, 600_000);
    // Twenty pages in ten minutes, a new value each minute.
    expect(said.ticks.map(({ fact }) => fact)).toHaveLength(new Set(said.ticks.map(({ eventTime }) => eventTime)).size);
    expect(said.ticks.length).toBeLessThanOrEqual(11);
  });

  it('asks under new conditions after an answer that was no use', async () => {
    faults.break('garble');
    await begin();
    expect(said.refusedAs('malformed')[0]).toMatch(/^test: the answer of http.*\/kone is no JSON$/);
    await drivePolls(source, clock, () => said.ticks.length === 1);
    expect(source.health()).toMatchObject({ connected: true, trouble: null, reconnects: 1 });
  });

  it.each([
    ['cut', 'no-answer'],
    ['oversize', 'too-large'],
    ['halve', 'malformed'],
  ] as const)('is not impressed by answers that are %s', async (how, kind) => {
    faults.break(how, 2);
    await begin();
    expect(said.refusedAs(kind)).toHaveLength(1);
    expect(source.health().connected).toBe(false);
    expect(source.health().trouble).not.toBeNull();
    await drivePolls(source, clock, () => said.ticks.length === 1);
    expect(said.refusedAs(kind)).toHaveLength(2);
    expect(source.health()).toMatchObject({ connected: true, trouble: null });
  });

  it('gives up on an answer that never comes', async () => {
    faults.break('hang');
    source = open({ timeoutMs: 5_000 });
    source.watch(['kone']);
    const started = source.start(said);
    await pumpUntil(clock, () => said.refusedAs('no-answer').length === 1);
    await started;
    expect(said.refusedAs('no-answer')[0]).toContain('no whole answer within 5000 ms');
    await drivePolls(source, clock, () => said.ticks.length === 1);
  });

  it('stops at once, also while an answer is due', async () => {
    faults.break('hang');
    source = open();
    source.watch(['kone']);
    const started = source.start(said);
    await pumpUntil(clock, () => server.requests.length === 1, 1);
    await source.stop();
    await started;
    expect(source.asking).toBe(0);
    expect(said.refusals).toHaveLength(0);
  });

  it('comes back sooner than its period after errors of the server, with pauses that grow', async () => {
    faults.answer({ status: 500, body: `{"detail":"oh ${KEY}"}` }, 4);
    await begin();
    const before = clock.now();
    await drivePolls(source, clock, () => said.ticks.length === 1);
    expect(clock.now() - before).toBeLessThan(PERIOD_MS);
    expect(said.refusedAs('status')).toHaveLength(4);
    expect(said.refusedAs('status')[0]).toContain('it answered 500');
    expect(said.refusedAs('status')[0]).toContain('oh [key]');
    expect(source.health().reconnects).toBe(1);
  });

  it('does not hurry after a request that was refused', async () => {
    faults.answer({ status: 404 }, 1);
    await begin();
    const before = clock.now();
    await drivePolls(source, clock, () => said.ticks.length === 1);
    expect(clock.now() - before).toBeGreaterThan(0.9 * PERIOD_MS - 1);
  });

  it.each([429, 503])('leaves the server alone for as long as it asks with %i', async (status) => {
    faults.answer({ status, headers: { 'retry-after': '120' } });
    await begin({}, ['kone', 'ktwo']);
    await driveFor(source, clock, 0);
    expect(source.health().trouble).toMatch(/^left alone for 120 s more/);
    const asked = server.requests.length;
    await driveFor(source, clock, 119_000);
    expect(server.requests).toHaveLength(asked);
    await drivePolls(source, clock, () => said.ticks.length >= 2);
    expect(source.health().trouble).toBeNull();
  });

  it('waits a minute, then two, where a 429 does not say how long', async () => {
    faults.answer({ status: 429 }, 2);
    await begin();
    await driveFor(source, clock, 59_000);
    expect(server.requests).toHaveLength(1);
    await drivePolls(source, clock, () => server.requests.length === 2);
    await driveFor(source, clock, 118_000);
    expect(server.requests).toHaveLength(2);
    await drivePolls(source, clock, () => said.ticks.length === 1);
    expect(said.refusedAs('rate-limited')).toHaveLength(2);
  });

  it('reads no page of another type than it expects', async () => {
    faults.answer({ status: 200, type: 'text/html', body: '<h1>Sorry</h1>' });
    await begin();
    expect(said.refusedAs('wrong-type')[0]).toContain('the type text/html');
    expect(said.refusedAs('wrong-type')[0]).toContain('Sorry');
  });

  it('takes its key to no other host', async () => {
    const requests: string[] = [];
    const other = await startPageServer({
      clock,
      faults: new PageFaults(),
      serve: ({ path }) => {
        requests.push(path);
        return jsonPage({});
      },
    });
    faults.redirectTo = other.url;
    await begin();
    expect(said.refusedAs('redirect')[0]).toContain('another host');
    expect(requests).toEqual([]);
    await other.close();
  });

  it('gives up when it is sent in circles', async () => {
    faults.redirectTo = server.url;
    await begin();
    expect(said.refusedAs('redirect')[0]).toContain('more than 3 redirects');
    expect(server.requests).toHaveLength(4);
  });

  it('notices data that does not get younger, although every answer comes', async () => {
    await begin();
    faults.frozenAt = clock.now();
    await drivePolls(source, clock, () => said.refusedAs('stale').length > 0);
    expect(source.health()).toMatchObject({ connected: true });
    expect(source.health().trouble).toContain('nothing new of kone');
    faults.frozenAt = null;
    await drivePolls(source, clock, () => source.health().trouble === null);
    expect(said.ticks.length).toBeGreaterThan(1);
  });

  it('sees by the dates of answers that a clock is wrong', async () => {
    faults.skewMs = 90_000;
    await begin();
    await driveFor(source, clock, 120_000);
    expect(source.health().clockSkewMs).toBeGreaterThan(85_000);
    expect(source.health().trouble).toMatch(/^its clock is \d+ ms ahead of ours$/);
  });

  it('refuses what is stamped with a time to come', async () => {
    await begin();
    clock.leapTo(START - 3_600_000);
    faults.frozenAt = clock.now() + 3_600_000;
    await drivePolls(source, clock, () => said.refusedAs('bad-time').length > 0);
    expect(said.refusedAs('bad-time')[0]).toContain('ahead of now');
  });

  it('stays off without its key, and says so', async () => {
    await begin({ missing: 'there is no key of test' });
    await driveFor(source, clock, 600_000);
    expect(server.requests).toEqual([]);
    expect(source.health()).toMatchObject({ connected: false, trouble: 'there is no key of test' });
  });

  it('refuses what it does not offer, and more than it can ask for, once each', async () => {
    await begin({}, ['kone', 'ktwo', 'elsewhere', 'kthree', 'kfour']);
    source.watch(['kone', 'elsewhere']);
    expect(said.refusedAs('unknown-symbol')).toEqual([
      'test does not offer elsewhere: it is elsewhere',
      'test does not offer kfour: it is asked for 3 at most',
    ]);
    await driveFor(source, clock, 120_000);
    const last = server.requests.slice(-3);
    expect(new Set(last.map((request) => request.split('?')[0]))).toEqual(new Set(['GET /kone']));
  });

  it('never asks for more than its limits allow, and says when they are used up', async () => {
    const times: number[] = [];
    value = (_symbol, time) => {
      times.push(time);
      return 1;
    };
    await begin({ limits: [{ requests: 10, windowMs: 600_000 }] }, ['kone', 'ktwo', 'kthree']);
    await driveFor(source, clock, 3_600_000);
    for (const [i, time] of times.entries()) {
      const later = times[i + 10];
      if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(600_000);
    }
    expect(times.length).toBeGreaterThan(20);
  });

  it('survives a defect of its own protocol', async () => {
    value = () => 666;
    await begin();
    expect(said.refusedAs('defect')).toEqual(['test: no [key]']);
    value = () => 1;
    await drivePolls(source, clock, () => said.ticks.length === 1);
  });

  it('can be stopped and started again', async () => {
    await begin();
    await source.stop();
    const asked = server.requests.length;
    clock.advanceBy(600_000);
    expect(server.requests).toHaveLength(asked);
    await source.start(said);
    expect(said.ticks).toHaveLength(2);
  });
});
