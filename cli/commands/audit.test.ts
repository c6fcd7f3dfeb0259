import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealEntries } from '@pm-arbitrage/core/audit/seal-entries.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { seedAccount, seedTrade, T0 } from '@pm-arbitrage/dashboard/server/testing/seed-trades.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askCli, runCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-audit-'));
const dataDir = join(folder, 'data');
const run = (...args: string[]) => runCli([...args, '--data-dir', dataDir], folder);
const ask = <T>(...args: string[]) => askCli<T>([...args, '--data-dir', dataDir], folder);

/** What is done to the data folder while no swarm has it. */
async function inDatabase(work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({ url: null, directory: join(dataDir, 'database') });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

describe('the record from the command line', () => {
  beforeAll(() =>
    inDatabase(async (database) => {
      await seedAccount(database.queries);
      await seedTrade(database.queries, 1);
      await database.queries.insert(alerts).values({
        id: 'a1',
        tier: 'critical',
        kind: 'k',
        dedupeKey: 'k',
        title: 'Look',
        body: 'at this',
        source: 'executor',
        at: T0,
        count: 2,
      });
      await sealEntries(database, T0);
    }),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('searches entries by trade, kind, text and time', async () => {
    type Entry = {
      kind: string;
      tradeId: string | null;
      sequence: number;
      at: string;
      detail: Record<string, unknown>;
    };
    const ofTrade = await ask<Entry[]>('audit', 'search', '--trade', 'trade-0001', '--json');
    expect(new Set(ofTrade.map(({ tradeId }) => tradeId))).toEqual(new Set(['trade-0001']));
    expect(ofTrade.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['trade', 'approval', 'intent', 'order', 'fill']),
    );
    const [fill, ...rest] = await ask<Entry[]>('audit', 'search', '--kind', 'fill', '--text', '0xP', '--json');
    expect(rest).toEqual([]);
    expect(fill).toMatchObject({ kind: 'fill', detail: { market: 'polymarket:0xP', notional: 5_000_000 } });
    const { code, stdout } = await run('audit', 'search', '--kind', 'approval');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('approval of trade-0001') as string,
    });
    expect((await run('audit', 'search', '--from', 'yesterday')).stderr).toMatch(/2026-11-21T12:00Z/);
  });

  it('shows one trade from the tick to the settlement, with its profit taken apart', async () => {
    const shown = await ask<{
      timeline: { kind: string }[];
      attribution: { profit: number; steps: { amount: number }[] };
    }>('audit', 'trade', 'trade-0001', '--json');
    expect(shown.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['tick', 'detected', 'approved', 'intent', 'order', 'fill', 'payout', 'settled']),
    );
    const { profit, steps } = shown.attribution;
    expect(profit).toBe(1_000_000);
    expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(profit);
    const { stdout } = await run('audit', 'trade', 'trade-0001');
    expect(stdout).toMatch(/profit\s+│ \+\$1\.00/);
    expect(await run('audit', 'trade', 'nobody')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no trade nobody/) as string,
    });
  });

  it('pauses and resumes a venue, and says when there is nothing to do', async () => {
    const paused = await ask<object[]>('venue', 'pause', 'kalshi', '--reason', 'odd books', '--json');
    expect(paused).toMatchObject([{ platform: 'kalshi', reason: 'odd books' }]);
    expect((await run('venue', 'pause', 'kalshi', '--reason', 'again')).stderr).toMatch(/paused already/);
    expect(await ask('venue', 'resume', 'kalshi', '--reason', 'fine', '--json')).toEqual([]);
    expect(await run('venue', 'resume', 'kalshi', '--reason', 'fine')).toMatchObject({ code: 2 });
  });

  it('lists alerts and takes an acknowledgement once', async () => {
    expect(await ask('alerts', 'list', '--open', '--json')).toMatchObject([
      { id: 'a1', count: 2, acknowledgedAt: null },
    ]);
    expect(await ask('alerts', 'ack', 'a1', '--json')).toEqual({ id: 'a1', first: true });
    expect(await ask('alerts', 'ack', 'a1', '--json')).toEqual({ id: 'a1', first: false });
    expect(await ask('alerts', 'list', '--json')).toMatchObject([
      { id: 'a1', acknowledgedBy: expect.any(String) as string },
    ]);
    expect((await run('alerts', 'ack', 'a9')).stderr).toMatch(/no alert a9/);
  });

  it('verifies the log with code 0, and with code 1 names what was done to it', async () => {
    const whole = await ask<{ isWhole: boolean; head: { sequence: number; hash: string } }>(
      'audit',
      'verify',
      '--json',
    );
    expect(whole.isWhole).toBe(true);
    const anchor = `${whole.head.sequence}:${whole.head.hash}`;
    expect(await run('audit', 'verify', '--anchor', anchor)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Anchor: ${anchor}`) as string,
    });
    expect((await run('audit', 'verify', '--anchor', '12:zz')).stderr).toMatch(/is no anchor/);
    await inDatabase(async ({ queries }) => {
      await queries.execute(sql`alter table audit_log disable trigger user`);
      await queries.execute(
        sql`update audit_log set detail = replace(detail, '5000000', '6000000') where kind = 'fill'`,
      );
      await queries.execute(sql`alter table audit_log enable trigger user`);
    });
    const { code, stdout } = await run('audit', 'verify', '--anchor', anchor);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^BROKEN: entry \d+ \(row \d+\) was altered/);
    expect(stdout).toMatch(/DIFFERS: fills polymarket:fill trade-0001-1 .*notional/);
  });
});
