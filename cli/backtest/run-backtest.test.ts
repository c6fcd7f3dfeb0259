import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { afterAll, describe, expect, it } from 'vitest';
import type { BacktestOrder } from './backtest-order.js';
import { detectData } from './data/detect-data.js';
import { parseLatency, recordedLatency } from './latency.js';
import { renderBacktest } from './render-backtest.js';
import { runBacktest } from './run-backtest.js';
import { runTrials } from './sweep/run-trials.js';
import { sweepResult } from './sweep/sweep-result.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-backtest-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OPEN = Date.UTC(2026, 7, 5, 3, 45);
const CLOSE = OPEN + 120_000;
const PAID = CLOSE + 5_000;
const TICKER = 'KXTEST-26AUG050000-00';
const iso = (at: number) => new Date(at).toISOString();

const book = (at: number, seq: number, yes: string, no: string) => ({
  recv_ms: at,
  event: {
    type: 'orderbook_snapshot',
    sid: 1,
    seq,
    msg: {
      market_ticker: TICKER,
      market_id: '4f5c2e39-5132-4147-ba3f-b3485ad89427',
      yes_dollars_fp: [[yes, '100.00']],
      no_dollars_fp: [[no, '100.00']],
    },
  },
});
/** A second and a half in which YES and NO cost 90 cents together, then the market closes and pays NO. */
const frames = [
  book(OPEN + 1_000, 1, '0.4000', '0.5500'),
  book(OPEN + 5_000, 2, '0.6000', '0.5000'),
  book(OPEN + 6_500, 3, '0.4000', '0.5500'),
  book(PAID + 40_000, 4, '0.0100', '0.9900'),
];
const event = {
  response: {
    event: { event_ticker: 'KXTEST-26AUG050000', series_ticker: 'KXTEST', title: 'Test', category: 'Other' },
    markets: [
      {
        ticker: TICKER,
        event_ticker: 'KXTEST-26AUG050000',
        market_type: 'binary',
        title: 'Is it so?',
        yes_sub_title: 'It is',
        rules_primary: 'If it is so, then the market resolves to Yes.',
        rules_secondary: '',
        open_time: iso(OPEN),
        close_time: iso(CLOSE),
        expected_expiration_time: iso(PAID),
        expiration_time: iso(PAID),
        latest_expiration_time: iso(PAID),
        settlement_ts: iso(PAID),
        price_level_structure: 'linear_cent',
        price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
        status: 'finalized',
        result: 'no',
        settlement_value_dollars: '0.0000',
        notional_value_dollars: '1.0000',
        last_price_dollars: '0.0100',
        yes_bid_dollars: '0.0000',
        yes_ask_dollars: '1.0000',
        no_bid_dollars: '0.0000',
        no_ask_dollars: '1.0000',
      },
    ],
  },
};
const quote = (at: number, update: number) =>
  `${at}000000 ${JSON.stringify({ stream: 'btcusdt@bookTicker', data: { u: update, s: 'BTCUSDT', b: '61837.63', B: '3.7', a: `6184${update}.64`, A: '1.5' } })}`;

const data = ['frames.ndjson', 'event.json', 'binance'].map((name) => join(folder, name));
const write = (index: number, text: string) => writeFileSync(data[index] as string, text);
write(0, frames.map((frame) => JSON.stringify(frame)).join('\n'));
write(1, JSON.stringify(event));
write(2, [quote(OPEN + 2_000, 1), quote(OPEN + 3_000, 2)].join('\n'));

const order: BacktestOrder = {
  config: configSchema.parse({ log: { level: 'silent' } }),
  data,
  from: null,
  to: null,
  multiplier: 1,
  series: { spread: 0.02, contracts: 100 },
  matchesFile: null,
  logFile: null,
};

describe('a backtest', () => {
  it('trades what raw frames offered, pays when the event answer says so, and says what it rests on', async () => {
    const run = await runBacktest(order);
    const { result } = run;
    expect(result.inputs).toBe(6);
    expect(result.data.withoutDepth).toBe(false);
    expect(result.data.warnings).toEqual([]);
    expect(result.trades.length).toBeGreaterThan(0);
    const [trade] = result.trades;
    expect(trade).toMatchObject({ strategy: 'atomic-arb', kind: 'complement' });
    expect(Date.parse(trade?.requestedAt ?? '')).toBeGreaterThanOrEqual(OPEN + 5_000);
    expect(Number(result.pnl)).toBeGreaterThan(0);
    expect(result.open.trades).toBe(0);
    expect(result.differences).toEqual([]);
    expect(Number(result.equity)).toBeCloseTo(Number(result.bankroll) + Number(result.pnl), 6);
    const page = renderBacktest(run);
    expect(page).toContain('<h1>Backtest, 2026-08-05');
    expect(page).toContain('It decides neither go nor no-go');
    expect(page).not.toMatch(/class="verdict/);
  }, 240_000);

  it('of every value of a key runs in processes of their own, and is judged with the number of trials', async () => {
    const trialOf = (minRoi: number) => ({
      name: `trading.minRoi=${minRoi}`,
      order: { ...order, config: { ...order.config, trading: { ...order.config.trading, minRoi } } },
    });
    const trials = [trialOf(0.01), trialOf(0.3)];
    const done: string[] = [];
    const outcomes = await runTrials(trials, 2, (name) => done.push(name));
    expect(done.toSorted()).toEqual(trials.map(({ name }) => name));
    expect(outcomes.map(({ trades }) => trades.length > 0)).toEqual([true, false]);
    const swept = sweepResult(
      trials.map(({ name }) => name),
      outcomes,
      { split: 0.5 },
    );
    expect(swept.trials).toBe(2);
    expect(swept.folds[0]?.warning).toMatch(/2 trials/);
  }, 240_000);

  it('ends a sweep whose trial fails, and says which', async () => {
    const trials = [{ name: 'lost', order: { ...order, data: [join(folder, 'nothing')] } }];
    await expect(runTrials(trials, 1, () => undefined)).rejects.toThrow(/lost: .*cannot be read/);
  }, 240_000);

  it('of a time in which nothing was recorded says so', async () => {
    await expect(runBacktest({ ...order, from: PAID + 86_400_000 })).rejects.toThrow(/holds nothing in that time/);
  });
});

describe('the latency', () => {
  it('is a number, two quantiles, or what was recorded, and nothing else', () => {
    expect(parseLatency('80')).toMatchObject({ medianMs: 80, p99Ms: 0 });
    expect(parseLatency('p50:40,p99:300ms')).toMatchObject({ medianMs: 40, p99Ms: 300 });
    expect(parseLatency('recorded')).toBeNull();
    for (const text of ['', 'fast', '-5', 'p50:40', 'p50:300,p99:40'])
      expect(() => parseLatency(text)).toThrow(/is no latency/);
  });

  it('is read from the stamps of the venue, and refused where clocks differ or nothing is stamped', async () => {
    const terms = { multiplier: 1, series: order.series, to: null };
    const delayed = (delay: (index: number) => number) =>
      Array.from({ length: 400 }, (_, index) => {
        const at = OPEN + index * 1_000;
        const msg = {
          ...frames[0]?.event.msg,
          price_dollars: '0.4000',
          delta_fp: '1.00',
          side: 'yes',
          ts_ms: at,
        };
        const event = index === 0 ? frames[0]?.event : { type: 'orderbook_delta', sid: 1, seq: index + 1, msg };
        return JSON.stringify({ recv_ms: at + delay(index), event });
      }).join('\n');
    const measured = async (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return recordedLatency((await detectData([path])).files, terms);
    };
    const slow = await measured(
      'slow',
      delayed((index) => (index % 50 === 0 ? 700 : 30)),
    );
    expect([slow.medianMs, slow.p99Ms]).toEqual([30, 700]);
    await expect(
      measured(
        'ahead',
        delayed(() => -40),
      ),
    ).rejects.toThrow(/clocks differed/);
    await expect(recordedLatency((await detectData(data)).files, terms)).rejects.toThrow(/does not tell a latency/);
  });
});
