import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PrivateRedis, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedis } from '../redis/open-redis.js';
import { runCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-groups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('redis groups says what to do where there is no Redis', async () => {
  const without = await runCli(['redis', 'groups'], folder);
  expect(without).toMatchObject({ code: 2, stderr: expect.stringMatching(/REDIS_URL names one/) as string });
  const silent = await runCli(['redis', 'groups'], folder, { REDIS_URL: 'redis://me:hush@127.0.0.1:1' });
  expect(silent).toMatchObject({ code: 2, stderr: expect.stringMatching(/does not answer.*REFUSED/) as string });
  expect(silent.stderr).not.toContain('hush');
});

/** Why a private server cannot be started here, or null. */
const reason = await startPrivateRedis().then(
  (redis) => redis.stop().then(() => null),
  (error: unknown) => messageOf(error),
);

describe.skipIf(reason !== null)(`redis groups${reason === null ? '' : `: could not run: ${reason}`}`, () => {
  let server: PrivateRedis;
  const run = (...args: string[]) => runCli(['redis', 'groups', ...args], folder, { REDIS_URL: server.url });
  const ask = async (...args: string[]): Promise<unknown> => JSON.parse((await run('--json', ...args)).stdout);
  beforeAll(async () => {
    server = await startPrivateRedis();
    const redis = await openRedis(server.url);
    for (const group of ['recording', 'strategy:gone'])
      await redis.xgroup('CREATE', 'pma:trade.results', group, '0', 'MKSTREAM');
    await redis.xadd('pma:trade.results', '*', '_', '{}');
    redis.disconnect();
  });
  afterAll(() => server?.stop());

  it('shows who holds messages back, and forgets whom nobody reads with', async () => {
    const recording = { group: 'recording', stream: 'trade.results', behind: 1, agent: 'recorder', idleMs: null };
    const gone = { group: 'strategy:gone', stream: 'trade.results', behind: 1, agent: null, idleMs: null };
    expect(await ask()).toEqual([recording, gone]);
    const { stdout } = await run();
    expect(stdout).toMatch(/strategy:gone\W+trade\.results\W+1\W+none here\W+never read/);
    expect(stdout).toMatch(/No agent of this configuration reads with strategy:gone\./);

    const refused = await run('--forget', 'recording');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/agent recorder/) as string });
    expect(await ask('--forget', 'strategy:gone')).toEqual({
      group: 'strategy:gone',
      streams: [{ stream: 'trade.results', behind: 1 }],
    });
    expect(await ask()).toEqual([recording]);
  });
});
