import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { ExportError, type ExportOrder, runExport } from '@pm-arbitrage/core/export/run-export.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import { seedAccount, seedTrade, T0 } from '@pm-arbitrage/dashboard/server/testing/seed-trades.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryError } from './open-engine.js';
import { runQuery } from './run-query.js';

const DAYS = 3;
const TODAY = T0 + (DAYS - 1) * DAY_MS;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

describe.each(testDatabases)('files exported from $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pm-export-'));
  const out = join(folder, 'out');
  const order: ExportOrder = { from: null, to: null, out, tables: null };
  let database: Database;
  let close: () => Promise<void>;

  const exported = (asked: Partial<ExportOrder> = {}, now = TODAY) =>
    database.snapshot((queries) =>
      runExport({ queries, recordings: join(folder, 'recordings'), now }, { ...order, ...asked }),
    );
  const rows = async (statement: string) => (await runQuery(out, statement)).rows;
  const inDatabase = async (statement: string) => {
    const result = await database.queries.execute(sql.raw(statement));
    return (result as unknown as { rows: Record<string, unknown>[] }).rows.map((row) => Object.values(row));
  };

  beforeAll(async () => {
    ({ database, close } = await open());
    await seedAccount(database.queries);
    for (let index = 0; index < 5 * DAYS; index++) {
      const day = index % DAYS;
      await seedTrade(database.queries, day * (DAY_MS / 1_000) + index, index % 4 === 3 ? 'complete' : 'settled');
    }
    // Amounts that no float of dollars holds, and sums beyond 2^53 micro-dollars.
    await database.queries.execute(sql`update fills set notional = notional + abs(hashtext(fill_id)) % 999983`);
    await database.queries.execute(sql`update trades set pnl = pnl - abs(hashtext(id)) % 999983`);
    for (const sign of [1, -1])
      await database.queries.execute(sql`
        insert into ledger (mode, entry, account, amount, trade_id, at)
        select 'paper', 'large:' || n, case ${sign}::int when 1 then 'cash:kalshi' else 'equity' end,
          ${sign}::bigint * (9007199254740991 - n), null, ${T0}::bigint + n from generate_series(1, 40) n`);
    await exported();
  });
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sum up to the micro-dollar as the ledger does', async () => {
    expect(await rows('select account, sum(amount)::varchar from ledger group by 1 order by 1')).toEqual(
      await inDatabase(
        `select account, (sum(amount) / 1000000.0)::numeric(30, 6)::text from ledger group by 1 order by account collate "C"`,
      ),
    );
    expect(await rows('select sum(amount)::varchar from ledger')).toEqual([['0.000000']]);
    expect(
      await rows(
        `select platform, sum(notional)::varchar, sum(fee)::varchar from fills where finality <> 'undone' group by 1 order by 1`,
      ),
    ).toEqual(
      await inDatabase(`select platform, (sum(notional) / 1000000.0)::numeric(30, 6)::text as notional,
        (sum(fee) / 1000000.0)::numeric(30, 6)::text as fee from fills group by 1 order by 1`),
    );
    expect(await rows('select strategy, sum(pnl)::varchar from trades group by 1 order by 1')).toEqual(
      await inDatabase(
        'select strategy, (sum(pnl) / 1000000.0)::numeric(30, 6)::text from trades group by 1 order by 1',
      ),
    );
  });

  it('hold every row once, in the day that it belongs to', async () => {
    for (const [table, from] of [
      ['trades', 'trades'],
      ['orders', 'intents'],
      ['fills', 'fills'],
      ['opportunities', 'opportunities'],
      ['ledger', 'ledger'],
    ])
      expect(await rows(`select count(*)::varchar from ${table}`)).toEqual(
        await inDatabase(`select count(*)::text from ${from}`),
      );
    expect(await rows('select count(*) from trades where date <> requested_at::date')).toEqual([['0']]);
    expect(await rows('select taken, count(*) from opportunities group by 1')).toEqual([[true, String(5 * DAYS)]]);
  });

  it('keep nothing of money in floats, and times in UTC', async () => {
    const types = await rows('describe select cost, floor, quantity, tick_to_trade_ms, requested_at from trades');
    expect(types.map(([, type]) => type)).toEqual([
      'DECIMAL(18,6)',
      'DECIMAL(9,4)',
      'DECIMAL(18,6)',
      'DOUBLE',
      'TIMESTAMP',
    ]);
    expect(await rows('select min(requested_at)::varchar from trades')).toEqual([['2026-11-21 12:00:00']]);
  });

  it('stay as they are while their rows do, and are written anew when one changed', async () => {
    const before = new Map(filesIn(out).map((name) => [name, statSync(join(out, name)).mtimeMs]));
    expect((await exported()).every(({ written }) => written === 0)).toBe(true);
    const again = join(folder, 'again');
    await exported({ out: again });
    for (const name of filesIn(out)) {
      expect(statSync(join(out, name)).mtimeMs).toBe(before.get(name));
      expect([name, readFileSync(join(out, name)).equals(readFileSync(join(again, name)))]).toEqual([name, true]);
    }
    expect(filesIn(again)).toEqual(filesIn(out));

    await database.queries.execute(
      sql`update trades set reason = 'looked at again' where requested_at < ${T0 + DAY_MS}`,
    );
    const report = await exported();
    expect(report.filter(({ written }) => written > 0)).toMatchObject([{ table: 'trades', written: 1, unchanged: 2 }]);
    expect(await rows("select count(*) from trades where reason = 'looked at again'")).toEqual([['5']]);
  });

  it('are made for the days and tables that were asked for', async () => {
    const some = join(folder, 'some');
    const day = T0 - (T0 % DAY_MS) + DAY_MS;
    await exported({ out: some, from: day, to: day, tables: ['trades', 'fills'] });
    expect(filesIn(some)).toEqual(['fills/date=2026-11-22/part-0.parquet', 'trades/date=2026-11-22/part-0.parquet']);
    await expect(exported({ tables: ['tardes'] })).rejects.toThrow(/"tardes"; choose of trades, /);
    await expect(exported({ from: day, to: day - DAY_MS })).rejects.toThrow(ExportError);
  });

  it('stay when the database has their rows no more, and the report says so', async () => {
    const kept = join(folder, 'kept');
    await exported({ out: kept, tables: ['risk_events'] });
    expect(existsSync(kept)).toBe(false);
    await database.queries.execute(sql`insert into risk_events (id, kind, rule, "limit", value, message, at)
      values ('r', 'pause', 'daily-loss', '10', '11', 'enough', ${T0})`);
    await exported({ out: kept, tables: ['risk_events'] });
    await database.queries.execute(sql`delete from risk_events`);
    expect(await exported({ out: kept, tables: ['risk_events'] })).toMatchObject([{ kept: ['2026-11-21'] }]);
    expect((await runQuery(kept, 'select message from risk_events')).rows).toEqual([['enough']]);
  });

  it('are asked by SELECT alone, and open no way to anything else', async () => {
    const secret = join(folder, 'secret.csv');
    writeFileSync(secret, 'a\n1\n');
    const refused = [
      'drop view trades',
      `copy trades to '${join(out, 'copy.csv')}'`,
      `create table t as select 1`,
      `attach '${join(out, 'x.db')}'`,
      'set threads = 1',
      'install httpfs',
      'explain analyze select 1',
      `select * from read_csv('${secret}')`,
      `select * from '${secret}'`,
      `select * from read_text('${join(out, '..', 'secret.csv')}')`,
      "select * from glob('/etc/*')",
      "select * from read_parquet('https://127.0.0.1:1/x.parquet')",
      'select 1; select 2',
      'selec',
      '',
    ];
    for (const statement of refused) await expect(runQuery(out, statement)).rejects.toThrow(QueryError);
    expect(filesIn(out).every((name) => name.endsWith('.parquet'))).toBe(true);
    await expect(runQuery(join(folder, 'nowhere'), 'select 1')).rejects.toThrow(/export --out/);
  });

  it('show tables without rows with their columns', async () => {
    expect(await rows('select count(*) from books')).toEqual([['0']]);
    const names = (await rows('show tables')).map(([name]) => name);
    expect(names).toContain('oracle_ticks');
    expect(await rows('select typeof(bids) from (select * from books union all by name select 1 as epoch)')).toEqual([
      ['STRUCT(price DECIMAL(9,4), quantity DECIMAL(18,6))[]'],
    ]);
  });
});
