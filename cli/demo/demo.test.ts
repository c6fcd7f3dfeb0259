import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfitAndLoss, Status, TradeRow } from '../control/control.js';
import type { HaltReport } from '../control/halt-swarm.js';
import { askCli, type CliRun, runCli, startCli } from '../testing/run-cli.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import type { RunSummary } from './summary.js';

/** What is awaited comes: a machine that is busy with other things makes it late, never wrong. */
const PATIENCE_MS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'pm-demo-'));
const dataDir = join(folder, 'seed-3');
const at = ['--data-dir', dataDir];
const running: CliRun[] = [];

afterAll(async () => {
  for (const run of running) run.process.kill('SIGKILL');
  await Promise.all(running.map((run) => run.result));
  rmSync(folder, { recursive: true, force: true });
});

/** Demo on the data that is there; ended by the test. */
function demo(): CliRun {
  const run = startCli(['demo', '--for', '60m', '--json', ...at], folder);
  running.push(run);
  return run;
}
const status = () => askCli<Status>(['status', '--json', ...at], folder);
const trades = () => askCli<TradeRow[]>(['trades', '--json', '--limit', '500', ...at], folder);
const lastLine = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunSummary;
/** The dashboard starts last. */
const untilAllLive = (what: string) =>
  until(what, async () => (await status()).agents.some(({ agent }) => agent === 'dashboard'), PATIENCE_MS);

const untilAllObey = () =>
  until(
    'everybody obeys',
    async () => (await status()).agents.every(({ acknowledged }) => acknowledged === true),
    PATIENCE_MS,
  );

/**
 * Waits for more trades than that. The swarm halts itself over a trade that it can neither finish nor unwind; here it
 * is told to go on, because this test is about the halts of an operator.
 */
const untilTrades = (what: string, count: number) =>
  until(
    what,
    async () => {
      if ((await status()).halt?.by === 'executor') await runCli(['resume', '--reason', 'its own halt', ...at], folder);
      return (await trades()).length > count;
    },
    PATIENCE_MS,
  );

async function end(run: CliRun): Promise<RunSummary> {
  run.process.kill('SIGINT');
  const { code, stdout, stderr } = await run.result;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return lastLine(stdout);
}

describe('the demo', () => {
  let first: RunSummary;

  beforeAll(async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--for', '30s', '--json', '--seed', '3'], folder, {
      DATA_DIR: folder,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    first = lastLine(stdout);
  }, 300_000);

  it('ends by itself with the summary as its last line', () => {
    expect(Object.keys(first)).toEqual([
      'mode',
      'seed',
      'seconds',
      'trades',
      'fills',
      'fees',
      'pnl',
      'equity',
      'highWaterMark',
      'rejectionsByRule',
      'conserved',
      'tickToTradeMs',
      'matching',
    ]);
    expect(Object.keys(first.trades)).toEqual([
      'requested',
      'approved',
      'rejected',
      'completed',
      'aborted',
      'hedged',
      'unwound',
      'naked',
      'settled',
    ]);
    expect(Object.keys(first.pnl)).toEqual(['total', 'byStrategy']);
    expect(Object.keys(first.tickToTradeMs)).toEqual(['p50', 'p99']);
    expect(first).toMatchObject({ mode: 'paper', seed: 3 });
    for (const money of [first.fees, first.pnl.total, first.equity, first.highWaterMark])
      expect(money).toMatch(/^-?\d+\.\d{2,6}$/);
  });

  it('trades, and keeps its accounts to the micro-dollar', () => {
    expect(first.trades.requested).toBe(first.trades.approved + first.trades.rejected);
    expect(first.trades.completed).toBeGreaterThanOrEqual(1);
    expect(first.fills).toBeGreaterThanOrEqual(2);
    expect(first.conserved).toBe(true);
  });

  it('finds the twins and trades them, refuses the traps, suspends the pair whose rules changed', () => {
    const { matching } = first;
    expect(matching?.twins.listed).toBeGreaterThan(15);
    expect(matching?.twins.matched).toBeGreaterThan(0.8 * (matching?.twins.listed ?? 0));
    expect(matching?.twins.traded).toBeGreaterThan(0);
    const { listed = 0, refused = 0, review = 0, unnoticed = 0, refusedFor = {} } = matching?.traps ?? {};
    expect(listed).toBeGreaterThanOrEqual(14);
    expect(refused).toBeGreaterThanOrEqual(7);
    expect(refused + review + unnoticed).toBe(listed);
    expect(Object.keys(refusedFor)).toEqual(expect.arrayContaining(['station', 'averaging', 'relation', 'milestone']));
    expect(matching).toMatchObject({
      traps: { accepted: 0, traded: 0 },
      strangers: { accepted: 0, traded: 0 },
      ruleChanges: { made: 1, suspended: 1, alerted: 1, tradesAfter: 0 },
    });
  });

  it('finds the ladders and trades what one of their markets implies of another', async () => {
    const { ladders } = first.matching ?? {};
    expect(ladders?.listed).toBeGreaterThanOrEqual(3);
    expect(ladders?.open).toBeGreaterThan(0);
    expect(ladders?.found).toBeGreaterThan(0);
    expect(ladders?.trades).toBeGreaterThan(0);
    const implied = (await trades()).filter(({ kind }) => kind === 'implication' || kind === 'partition');
    expect(implied.length).toBe(ladders?.trades);
    expect(first.conserved).toBe(true);
  });

  it('keeps the suspension in its database, with the reason', async () => {
    const suspended = await askCli<{ match: string; why: string }[]>(
      ['match', 'list', '--status', 'suspended', '--json', ...at],
      folder,
    );
    expect(JSON.stringify(suspended)).toContain('rule text changed');
  });

  it('logs nothing at error level', () => {
    const lines = readFileSync(join(dataDir, 'demo.log'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });

  it('answers about its data when it does not run', async () => {
    expect((await askCli<ProfitAndLoss>(['pnl', '--json', ...at], folder)).equity).toBe(first.equity);
    expect(await status()).toMatchObject({ agents: [], via: 'the embedded database' });
    expect((await trades()).length).toBe(first.trades.approved);
  });

  it(
    'continues from its data, halts in every agent, stays halted over a restart, and resumes',
    { timeout: 1_800_000 },
    async () => {
      const second = demo();
      await untilAllLive('every agent of the second run is alive');
      const busy = await runCli(['demo', '--for', '1s', ...at], folder);
      expect(busy.code).toBe(2);
      expect(busy.stderr).toMatch(/is using the data folder/);
      await untilTrades('a trade of the second run', first.trades.approved);

      const report = await askCli<HaltReport>(['halt', '--reason', 'a test', '--json', ...at], folder);
      expect(report).toMatchObject({ file: join(dataDir, 'HALT'), problems: [], halt: { reason: 'a test' } });
      expect(report.acknowledged.length).toBeGreaterThanOrEqual(10);
      await untilAllObey();
      const acknowledgedBy = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const halted = await status();
      // The swarm may have halted itself a moment before; then that halt is the one in force.
      expect(halted.halt).not.toBeNull();
      expect(halted.agents.filter((agent) => agent.acknowledged !== true)).toEqual([]);
      expect(halted.agents.map(({ agent }) => agent)).toEqual(report.acknowledged.map(({ agent }) => agent).toSorted());
      const before = await trades();
      expect(before.filter((trade) => Date.parse(trade.requestedAt ?? '') > acknowledgedBy)).toEqual([]);
      expect((await end(second)).conserved).toBe(true);

      const third = demo();
      await untilAllLive('every agent of the third run is alive');
      await untilAllObey();
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      const restarted = await status();
      expect(restarted.halt?.id).toBe(halted.halt?.id);
      expect(restarted.agents.every((agent) => agent.acknowledged === true)).toBe(true);
      expect((await trades()).length).toBe(before.length);

      const resumed = await askCli<{ ended: string[] }>(['resume', '--reason', 'seen', '--json', ...at], folder);
      expect(resumed.ended).toContain(report.halt.id);
      await untilTrades('a trade after the resume', before.length);
      const summary = await end(third);
      expect(summary.conserved).toBe(true);
      expect(Number(summary.highWaterMark)).toBeGreaterThanOrEqual(Number(first.highWaterMark));
    },
  );
});
