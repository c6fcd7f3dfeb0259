import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { askCli, runCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => runCli(args, folder);

describe('fees', () => {
  it('gives the reference examples with their steps', async () => {
    const kalshi = await askCli<{ fee: string; steps: unknown[] }>(
      ['fees', '--venue', 'kalshi', '--price', '0.5', '--count', '100', '--json'],
      folder,
    );
    expect(kalshi.fee).toBe('1.75');
    expect(kalshi.steps.length).toBeGreaterThan(2);
    const args = [
      'fees',
      '--venue',
      'polymarket',
      '--price',
      '0.5',
      '--count',
      '100',
      '--category',
      'sports',
      '--json',
    ];
    expect(await askCli([...args, '--at', '2026-05-01'], folder)).toMatchObject({ fee: '0.75', role: 'taker' });
    expect(await askCli([...args, '--at', '2026-08-01'], folder)).toMatchObject({ fee: '1.25' });
    expect(await askCli([...args, '--maker'], folder)).toMatchObject({ fee: '0.00', role: 'maker' });
  });

  it('refuses what it cannot price, with code 2 and a way out', async () => {
    for (const [args, message] of [
      [['--venue', 'kalshi', '--price', '1.5', '--count', '1'], /between \$0 and \$1/],
      [['--venue', 'kalshi', '--price', '0.5', '--count', 'x'], /"x" is not a/],
      [['--venue', 'kalshi', '--price', '0.5', '--count', '1', '--category', 'sports'], /--multiplier/],
      [['--venue', 'polymarket', '--price', '0.5', '--count', '1', '--category', 'cats'], /choose one of/],
      [['--venue', 'polymarket', '--price', '0.5', '--count', '1', '--at', 'then'], /not a date/],
      [['--venue', 'nowhere', '--price', '0.5', '--count', '1'], /Allowed choices/],
    ] as const) {
      const { code, stderr } = await run('fees', ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
  });
});

describe('decode', () => {
  const snapshot = {
    type: 'orderbook_snapshot',
    sid: 1,
    seq: 1,
    msg: {
      market_ticker: 'KXTEST-1',
      market_id: '7a5b2b0e-0c3c-4f0e-9a55-2d6f5a2a4a11',
      yes_dollars_fp: [['0.4000', '10.00']],
      no_dollars_fp: [['0.5500', '20.50']],
    },
  };
  const frames = join(folder, 'frames.jsonl.gz');
  writeFileSync(
    frames,
    gzipSync(
      `${JSON.stringify({ recv_ms: 1_780_000_000_000, event: snapshot })}\n{"type":"whatever","sid":1,"seq":2,"msg":{}}\nnot json\n`,
    ),
  );

  it('counts, names problems with their lines, and gives the books', async () => {
    const decoded = await askCli<Record<string, unknown>>(
      ['decode', '--venue', 'kalshi', '--books', '--json', frames],
      folder,
    );
    expect(Object.keys(decoded)).toEqual(['frames', 'byType', 'unknown', 'invalid', 'gaps', 'books']);
    expect(decoded).toMatchObject({
      frames: 3,
      unknown: [{ line: 2, type: 'whatever' }],
      invalid: [{ line: 3 }],
      books: { 'KXTEST-1': { yesBids: [['0.40', '10']], noBids: [['0.55', '20.5']] } },
    });
  });

  it('prints a summary, and names a file that it cannot read', async () => {
    expect((await run('decode', '--venue', 'kalshi', frames)).stdout).toMatch(/3 frames, 1 unknown, 1 invalid/);
    const { code, stderr } = await run('decode', '--venue', 'kalshi', '/nowhere.jsonl');
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot read \/nowhere\.jsonl/);
  });
});

describe('config check', () => {
  it('prints every key with its source and no secret', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'risk:\n  dailyTrades: 7\nalerts:\n  telegram: { botToken: hush, chatId: "1" }\n');
    const { stdout, code } = await runCli(
      ['config', 'check', '--json', '--config', file, '--data-dir', '/tmp/there'],
      folder,
      {
        DATABASE_URL: 'postgres://me:hush@host/db',
      },
    );
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/hush/);
    const { keys } = JSON.parse(stdout) as { keys: { key: string; value: unknown; source: string }[] };
    const of = (key: string) => keys.find((one) => one.key === key);
    expect(of('risk.dailyTrades')).toEqual({ key: 'risk.dailyTrades', value: 7, source: 'file' });
    expect(of('alerts.telegram.botToken')?.value).toBe('[set]');
    expect(of('services.databaseUrl')).toEqual({
      key: 'services.databaseUrl',
      value: 'postgres://…@host/db',
      source: 'DATABASE_URL',
    });
    expect(of('services.dataDir')).toEqual({ key: 'services.dataDir', value: '/tmp/there', source: '--data-dir' });
    expect(of('risk.perMarket')?.source).toBe('default');
  });

  it('reads .env, under the variables of the shell', async () => {
    writeFileSync(join(folder, '.env'), 'LOG_LEVEL=debug\nREDIS_PREFIX="mine:"\n');
    const { stdout } = await runCli(['config', 'check', '--json'], folder, { LOG_LEVEL: 'warn' });
    rmSync(join(folder, '.env'));
    const { keys } = JSON.parse(stdout) as { keys: { key: string; value: unknown }[] };
    expect(keys).toContainEqual({ key: 'log.level', value: 'warn', source: 'LOG_LEVEL' });
    expect(keys).toContainEqual({ key: 'services.redisPrefix', value: 'mine:', source: 'REDIS_PREFIX' });
  });

  it('lists what is wrong', async () => {
    const { code, stderr } = await runCli(['config', 'check'], folder, { LOG_LEVEL: 'loud' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/log\.level \(from LOG_LEVEL\)/);
  });
});

describe('the swarm’s commands', () => {
  it(
    'halt works with a broken configuration, and resume lifts a halt that is only a file',
    { timeout: 240_000 },
    async () => {
      const at = ['--data-dir', join(folder, 'halting')];
      const halted = await runCli(['halt', '--reason', 'broken', ...at], folder, { LOG_LEVEL: 'loud' });
      expect(halted.code).toBe(1);
      expect(halted.stdout).toMatch(/Halted: broken/);
      expect(halted.stdout).toMatch(/not reached: The configuration has 1 problem/);
      expect(
        (await askCli<{ ended: string[] }>(['resume', '--reason', 'mended', '--json', ...at], folder)).ended,
      ).toHaveLength(1);
      expect(await askCli(['status', '--json', ...at], folder)).toMatchObject({ halt: null, agents: [] });
      expect(await askCli(['db', 'migrate', '--json', ...at], folder)).toMatchObject({
        database: 'pglite',
        migrated: true,
      });
    },
  );

  it(
    'say what to do where nothing runs, where servers are missing, and where an agent is unknown',
    { timeout: 240_000 },
    async () => {
      for (const [args, message] of [
        [['status', '--data-dir', join(folder, 'empty')], /Start the swarm with demo or up/],
        [['agent', 'executor'], /REDIS_URL and DATABASE_URL are not set/],
        [['agent', 'butler'], /choose one of .*alert-router/],
        [['up', '--seed', '3'], /--demo/],
        [['up', '--processes'], /needs Redis and Postgres/],
        [['nonsense'], /unknown command/],
      ] as const) {
        const { code, stderr } = await run(...args);
        expect({ args, code }).toEqual({ args, code: 2 });
        expect(stderr).toMatch(message);
      }
      const silent = { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/db' };
      const { code, stderr } = await runCli(['up', '--demo', '--processes'], folder, silent);
      expect(code).toBe(2);
      expect(stderr).toMatch(/Redis does not answer at .*\nPostgres does not answer at postgres:\/\/…@/);
      expect(stderr).toMatch(/docker compose up -d redis postgres/);
    },
  );

  it('refuse live trading until the configuration is complete and names what may be lost', async () => {
    const file = join(folder, 'live.yaml');
    writeFileSync(file, 'mode: live\n');
    const { code, stderr } = await run('up', '--config', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/write exactly "trade live with \$2000.00"/);
    expect(stderr).toMatch(/live trading needs Postgres/);
    expect(stderr).toMatch(/KALSHI_API_KEY_ID[\s\S]*POLYMARKET_PRIVATE_KEY/);
    expect((await run('config', 'check', '--paper', '--config', file)).code).toBe(0);
  });

  it('explain themselves, with examples and exit codes', { timeout: 240_000 }, async () => {
    const { stdout, code } = await run('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Exit codes:/);
    for (const name of [
      'demo',
      'up',
      'agent',
      'halt',
      'resume',
      'status',
      'opportunities',
      'trades',
      'positions',
      'pnl',
      'fees',
      'decode',
      'replay',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
      expect((await run(name, '--help')).stdout).toMatch(/Examples?:/);
    }
  });
});
