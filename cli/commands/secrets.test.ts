import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretProblem } from '../secrets/secret-problem.js';
import { secretName } from '@pm-arbitrage/core/secrets/secret-name.js';

/* Commands in processes of their own, fed over standard input as a shell does it; on Postgres, or embedded where there is none. */

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

let server: Awaited<ReturnType<typeof createPostgresDatabase>> | null = null;
beforeAll(async () => {
  if (postgresMissing === null) server = await createPostgresDatabase();
});
afterAll(() => server?.drop());

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const emitted: string[] = [];
  const run = async (args: readonly string[], { input = '', env = {} as Record<string, string> } = {}) => {
    const clean = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !environmentKeys.some(({ variable }) => variable === name)),
    );
    const child: ChildProcess = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...clean, ...(server === null ? {} : { DATABASE_URL: server.url }), ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdin?.end(input);
    const code = await new Promise((resolve) => child.once('close', resolve));
    emitted.push(stdout, stderr);
    return { code, stdout, stderr };
  };
  /** Every byte that lies in the folder. */
  const onDisk = (within = folder): string =>
    readdirSync(within, { withFileTypes: true })
      .map((entry) => {
        const path = join(within, entry.name);
        return entry.isDirectory() ? onDisk(path) : readFileSync(path, 'latin1');
      })
      .join('');
  return { folder, run, emitted, onDisk };
}

interface Listed {
  readonly secrets: readonly { venue: string; name: string; from: string | null; key: string | null; note: string }[];
}
const rowOf = (stdout: string, venue: string, name: string) =>
  (JSON.parse(stdout) as Listed).secrets.find((row) => row.venue === venue && row.name === name);

it(
  'are stored from standard input, listed, sealed anew, overruled by a variable and forgotten; nothing tells what they are',
  { timeout: 240_000 },
  async () => {
    const { folder, run, emitted, onDisk } = place();
    expect((await run(['secrets', 'create-key', 'one.key'])).code).toBe(0);
    expect(statSync(join(folder, 'one.key')).mode & 0o777).toBe(0o600);
    const one = { SECRETS_KEY_FILE: 'one.key' };

    expect(await run(['secrets', 'set', 'kalshi', 'privateKey'], { input: pem, env: one })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^kalshi privateKey is stored, sealed with key [0-9a-f]{12}\./) as string,
    });
    await run(['secrets', 'set', 'kalshi', 'apiKeyId'], { input: 'canary-key-id\n', env: one });

    const checked = await run(['config', 'check', '--json']);
    const { keys } = JSON.parse(checked.stdout) as { keys: { key: string; value: unknown; source: string }[] };
    expect(keys.find(({ key }) => key === 'venues.kalshi.privateKey')).toMatchObject({
      value: '[set]',
      source: 'secrets',
    });

    const again = await run(['secrets', 'create-key', 'one.key']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/No key was made: EEXIST/) as string });
    await run(['secrets', 'create-key', 'two.key']);
    const rotated = await run(['secrets', 'rotate', '--new-key-file', 'two.key'], { env: one });
    expect(rotated).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^2 secrets are sealed with key/) as string,
    });
    const before = await run(['secrets', 'list', '--json'], { env: one });
    expect(rowOf(before.stdout, 'kalshi', 'privateKey')?.note).toMatch(/sealed with another key/);
    const above = await run(['secrets', 'list', '--json'], {
      env: { SECRETS_KEY_FILE: 'two.key', KALSHI_API_KEY_ID: 'mine' },
    });
    expect(rowOf(above.stdout, 'kalshi', 'privateKey')).toMatchObject({ from: 'secrets', note: '' });
    expect(rowOf(above.stdout, 'kalshi', 'apiKeyId')).toMatchObject({
      from: 'KALSHI_API_KEY_ID',
      note: 'KALSHI_API_KEY_ID stands above it',
    });

    expect((await run(['secrets', 'remove', 'kalshi', 'apiKeyId'])).stderr).toMatch(/Nobody can be asked here/);
    expect((await run(['secrets', 'remove', 'kalshi', 'apiKeyId', '--yes'])).code).toBe(0);

    const body = pem.split('\n')[1] as string;
    expect(emitted.join('')).not.toContain(body);
    expect(emitted.join('')).not.toContain('canary-key-id');
    expect(onDisk()).not.toContain(body);
    for (const name of ['one.key', 'two.key'])
      expect(emitted.join('')).not.toContain(readFileSync(join(folder, name), 'utf8').trim());
  },
);

it.each<[string, string, string, RegExp]>([
  ['kalshi', 'privateKey', 'canary', /it must be the private key as Kalshi gave it: PEM/],
  ['kalshi', 'apiKeyId', 'canary canary', /without spaces/],
  ['polymarket', 'privateKey', `0x${'ab'.repeat(32)}canary`, /64 hex digits/],
  ['polymarket', 'funder', 'canary', /an address: 0x and 40 hex digits/],
  ['polymarket', 'rpcUrl', 'canary', /an http\(s\) or ws\(s\) address/],
])('the wrong thing for %s %s is refused without repeating it', (platform, name, value, message) => {
  const problem = secretProblem(secretName(platform, name), value);
  expect(problem).toMatch(message);
  expect(problem).not.toContain('canary');
});

it('what was meant is taken', () => {
  expect(secretProblem(secretName('kalshi', 'privateKey'), pem.trim())).toBeNull();
  expect(secretProblem(secretName('polymarket', 'privateKey'), 'ab'.repeat(32))).toBeNull();
});

it(
  'says what to do without a key, with one that others can read, without a value and with too much',
  { timeout: 240_000 },
  async () => {
    const { folder, run } = place();
    const set = ['secrets', 'set', 'kalshi', 'apiKeyId'];
    writeFileSync(join(folder, 'open.key'), 'ab'.repeat(32), { mode: 0o644 });
    const key = { SECRETS_KEY: 'ab'.repeat(32) };
    const [keyless, open, argument, empty, flood, unknown] = await Promise.all([
      run(set, { input: 'id' }),
      run(set, { input: 'id', env: { SECRETS_KEY_FILE: 'open.key' } }),
      run([...set, 'canary'], { input: 'id', env: key }),
      run(set, { input: '\n', env: key }),
      run(set, { input: 'canary '.repeat(20_000), env: key }),
      run(['secrets', 'set', 'kalshi', 'password'], { input: 'canary', env: key }),
    ]);
    expect(keyless.stderr).toMatch(/none is configured. Make one with "secrets create-key FILE"/);
    expect(open.stderr).toMatch(/Others than you can read.*chmod 600 open.key/);
    expect(argument.stderr).toMatch(/too many arguments/);
    expect(empty.stderr).toMatch(/Nothing was given/);
    expect(flood.stderr).toMatch(/More than 65536 bytes/);
    expect(unknown.stderr).toMatch(/no secret "kalshi password" to store; choose one of/);
    for (const { code, stdout, stderr } of [keyless, open, argument, empty, flood, unknown]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toContain('canary');
    }
  },
);
