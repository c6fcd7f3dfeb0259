import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Door } from './door.js';
import { LINK_TTL_MS, LoginLinks } from './login-links.js';
import { hashPassword, isPassword } from './password-hash.js';
import { tokenIn } from './session-cookie.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const PASSWORD = 'correct horse battery';

let passwordHash: string;
let viewerPasswordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  viewerPasswordHash = await hashPassword('only looking around');
});

let clock: SimulatedClock;
let dataDir: string;
let config: Config;
beforeEach(() => {
  clock = new SimulatedClock(T0);
  dataDir = mkdtempSync(join(tmpdir(), 'door-'));
  config = configSchema.parse({ dashboard: { passwordHash, viewerPasswordHash }, services: { dataDir } });
});
const open = (change: Partial<Config['dashboard']> = {}, https = false) =>
  new Door(clock, { ...config, dashboard: { ...config.dashboard, ...change } }, https);
const cookieOf = (header: string) => header.split(';')[0];

describe('passwords', () => {
  it('fit their own hash alone; every hash of one password is another one', async () => {
    expect(await isPassword(PASSWORD, passwordHash)).toBe(true);
    expect(await isPassword(`${PASSWORD} `, passwordHash)).toBe(false);
    expect(await isPassword('', passwordHash)).toBe(false);
    expect(await hashPassword(PASSWORD)).not.toBe(passwordHash);
    expect(passwordHash).not.toContain(PASSWORD);
  });

  it('fit no hash that nobody can read, and none that asks for too much', async () => {
    const [, , r, p, salt, key] = passwordHash.split('$');
    for (const hash of ['', 'scrypt$', 'plain', ['scrypt', 30, r, p, salt, key].join('$')])
      expect(await isPassword(PASSWORD, hash)).toBe(false);
  });
});

describe('the door', () => {
  it('lets a password in, each to its role, with a cookie that scripts and other sites never have', async () => {
    const door = open();
    const { cookie, session } = await door.enter({ password: PASSWORD }, 'here');
    expect(session.role).toBe('operator');
    expect(cookie).toMatch(/^pma_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/);
    expect(door.whoIs(`other=1; ${cookieOf(cookie)}`)).toEqual(session);
    expect((await door.enter({ password: 'only looking around' }, 'here')).session.role).toBe('viewer');
    const secure = await open({}, true).enter({ password: PASSWORD }, 'here');
    expect(secure.cookie).toMatch(/^__Host-pma_session=.*; Secure$/);
  });

  it('takes no more than five wrong attempts from one address in a quarter of an hour', async () => {
    const door = open();
    const attempt = (password: string, address = 'there') => door.enter({ password }, address);
    for (let count = 0; count < 5; count++)
      await expect(attempt('wrong')).rejects.toMatchObject({ status: 401, code: 'login.refused' });
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ status: 429, code: 'login.wait' });
    expect((await attempt(PASSWORD, 'elsewhere')).session.role).toBe('operator');
    clock.advanceBy(900_000);
    expect((await attempt(PASSWORD)).session.role).toBe('operator');
  });

  it('counts attempts that come at once as many', async () => {
    const door = open();
    const attempts = Array.from({ length: 20 }, () => door.enter({ password: 'wrong' }, 'there'));
    const codes = (await Promise.allSettled(attempts)).map((one) =>
      one.status === 'rejected' ? (one.reason as { status: number }).status : 200,
    );
    expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(5);
    expect(codes).not.toContain(200);
  });

  it('lets a link in once, within its time, whatever process made it', async () => {
    const door = open({ passwordHash: null, viewerPasswordHash: null });
    const token = new LoginLinks(dataDir).create('operator', T0);
    const both = await Promise.allSettled([door.enter({ token }, 'a'), open().enter({ token }, 'b')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(door.enter({ token }, 'c')).rejects.toMatchObject({ status: 401 });
    const late = new LoginLinks(dataDir).create('viewer', T0);
    clock.advanceBy(LINK_TTL_MS + 1);
    await expect(door.enter({ token: late }, 'd')).rejects.toMatchObject({ status: 401 });
    await expect(door.enter({ token: '../../etc/passwd' }, 'e')).rejects.toMatchObject({ status: 401 });
  });

  it('keeps sessions over a restart, ends them in time, and with the password they were opened with', async () => {
    const { cookie } = await open().enter({ password: PASSWORD }, 'here');
    const next = open();
    const session = next.whoIs(cookieOf(cookie));
    expect(session?.role).toBe('operator');
    const changed = open({ passwordHash: await hashPassword('another password') });
    expect(changed.whoIs(cookieOf(cookie))).toBeNull();
    clock.advanceBy(168 * 3_600_000);
    expect(next.whoIs(cookieOf(cookie))).toBeNull();
    expect(session && next.isOpen(session)).toBe(false);
  });

  it('knows a session no more once it was left', async () => {
    const door = open();
    const { cookie, session } = await door.enter({ password: PASSWORD }, 'here');
    expect(door.leave(session)).toContain('Max-Age=0');
    expect(door.whoIs(cookieOf(cookie))).toBeNull();
    expect(open().whoIs(cookieOf(cookie))).toBeNull();
  });

  it('keeps nothing on the disk that lets anybody in, and nothing that others can read', async () => {
    const { cookie, session } = await open().enter({ password: PASSWORD }, 'here');
    const token = tokenIn(cookie, false) ?? '';
    const link = new LoginLinks(dataDir).create('operator', T0);
    const folder = join(dataDir, 'dashboard');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(2);
    for (const { name, parentPath } of files) {
      const file = join(parentPath, name);
      const text = `${name} ${readFileSync(file, 'utf8')}`;
      for (const secret of [token, link, session.csrf, PASSWORD]) expect(text).not.toContain(secret);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });
});
