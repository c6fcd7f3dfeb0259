import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { riskMarks } from '@pm-arbitrage/core/db/schema/schema.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { askCli, runCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-cash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = join(folder, 'live.yaml');
const live = `
mode: live
live: { confirm: trade live with $40.00 }
capital: { kalshi: '20', polymarket: '20' }
venues: { kalshi: { apiKeyId: id, privateKeyPath: key.pem }, polymarket: { privateKey: '0x11' } }
`;

describe('cash', () => {
  it('means nothing on paper, and wants an amount that can be read', async () => {
    const onPaper = await runCli(['cash', '--venue', 'kalshi', '--amount', '5'], folder);
    expect(onPaper).toMatchObject({ code: 2, stderr: expect.stringMatching(/trades on paper/) as string });
    for (const amount of ['0', 'five', '1.1234567'])
      expect((await runCli(['cash', '--venue', 'kalshi', '--amount', amount], folder)).code).toBe(2);
  });

  it.skipIf(postgresMissing !== null)('books what was moved by hand, apart or for the swarm', async () => {
    const { url, database, drop } = await createPostgresDatabase();
    try {
      writeFileSync(config, `${live}services: { databaseUrl: '${url}' }\n`);
      const marks = { day: '2026-11-21', dayStartEquity: parseUsd('40'), pausedDay: '', updatedAt: 0 };
      await database.queries.insert(riskMarks).values({ mode: 'live', highWaterMark: parseUsd('40'), ...marks });
      const cash = (amount: string, ...more: string[]) =>
        askCli(['cash', '--config', config, '--venue', 'kalshi', `--amount=${amount}`, '--json', ...more], folder);
      expect(await cash('50')).toEqual({ venue: 'kalshi', amount: '50.00', bankroll: false });
      await cash('-12.5', '--bankroll');
      const rows = await database.queries.query.ledger.findMany();
      const total = (account: string) =>
        rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.amount, 0);
      expect(total('outside:kalshi')).toBe(parseUsd('50'));
      expect(total('cash:kalshi')).toBe(-parseUsd('12.5'));
      expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(0);
      const mark = await database.queries.query.riskMarks.findFirst();
      expect(mark?.highWaterMark).toBe(parseUsd('27.5'));
    } finally {
      await drop();
    }
  });
});
