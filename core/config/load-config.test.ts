import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './load-config.js';

const write = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'config.yaml');
  writeFileSync(file, text);
  return file;
};

describe('loadConfig', () => {
  it('needs nothing: the defaults are a paper set-up with the documented limits', () => {
    const { config } = loadConfig({ file: null, environment: {} });
    expect(config.mode).toBe('paper');
    expect(config.risk.perMarket).toBe(0.1);
    expect(config.risk.drawdownStop).toBe(0.2);
    expect(config.capital.kalshi).toBe(1_000_000_000);
    expect(config.services.redisUrl).toBeNull();
  });

  it('lets the environment win over the file, and says where each key came from', () => {
    const file = write('log:\n  level: warn\nrisk:\n  dailyTrades: 7\n');
    const { config, sources } = loadConfig({ file, environment: { LOG_LEVEL: 'debug' } });
    expect(config.log.level).toBe('debug');
    expect(config.risk.dailyTrades).toBe(7);
    expect(sources.get('log.level')).toBe('LOG_LEVEL');
    expect(sources.get('risk.dailyTrades')).toBe('file');
  });

  it.each([
    ['--paper', {}, true],
    ['PAPER_TRADING', { PAPER_TRADING: 'true' }, false],
  ])('%s forces paper trading over a live file', (source, environment, forcePaper) => {
    const loaded = loadConfig({ file: write('mode: live\n'), environment, forcePaper });
    expect(loaded.config.mode).toBe('paper');
    expect(loaded.sources.get('mode')).toBe(source);
  });

  it('lists every problem with its place and origin', () => {
    const file = write('risk:\n  perMarket: 3\n  typo: 1\ncapital:\n  kalshi: "12,5"\n');
    expect.assertions(5);
    try {
      loadConfig({ file, environment: { LOG_LEVEL: 'loud' } });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      const { message } = error as ConfigError;
      expect(message).toMatch(/risk\.perMarket/);
      expect(message).toMatch(/Unrecognized key: "typo"/);
      expect(message).toMatch(/capital\.kalshi: dollars as a plain decimal/);
      expect(message).toMatch(/log\.level \(from LOG_LEVEL\)/);
    }
  });

  it('says what to do when the file is missing or not YAML', () => {
    expect(() => loadConfig({ file: '/nowhere/config.yaml', environment: {} })).toThrow(/config\.example\.yaml/);
    expect(() => loadConfig({ file: write('a: [1'), environment: {} })).toThrow(/not valid YAML/);
  });

  it('lets the dashboard be reached from other machines with a password alone, or as a public demo on paper', () => {
    const wide = (environment: Record<string, string>, text = '') =>
      loadConfig({ file: write(text), environment: { DASHBOARD_HOST: '0.0.0.0', ...environment } }).config.dashboard;
    expect(() => wide({})).toThrow(/dashboard\.host.*\n?.*needs a password/);
    expect(() => wide({ DASHBOARD_PASSWORD_HASH: 'my password' })).toThrow(/never the password itself/);
    expect(wide({ DASHBOARD_PASSWORD_HASH: 'scrypt$15$8$3$c2FsdA==$a2V5' }).host).toBe('0.0.0.0');
    expect(wide({}, 'dashboard: { publicDemo: true }').publicDemo).toBe(true);
    const live = 'mode: live\ndashboard: { publicDemo: true }';
    expect(() => loadConfig({ file: write(live), environment: {} })).toThrow(
      /dashboard\.publicDemo: shows the account/,
    );
  });
});

describe('the keys of the venues', () => {
  const live = 'mode: live\nlive: { confirm: trade live with $2000.00 }\n';
  const environment = { DATABASE_URL: 'postgres://127.0.0.1/live' };

  it('are needed where orders are sent, and nowhere else', () => {
    const file = write(live);
    expect(() => loadConfig({ file, environment })).toThrow(/KALSHI_API_KEY_ID/);
    expect(loadConfig({ file, environment, sendsNoOrders: true }).config.mode).toBe('live');
    expect(() => loadConfig({ file: write('mode: live\n'), environment, sendsNoOrders: true })).toThrow(
      /live\.confirm/,
    );
  });
});

it('an option stands above file and environment, and is told by its name', () => {
  const overrides = [{ path: ['trading', 'profitThreshold'], value: 0.004, source: '--threshold' }];
  const { config, sources } = loadConfig({
    file: write('trading: { profitThreshold: 0.1 }\n'),
    environment: {},
    overrides,
  });
  expect(config.trading.profitThreshold).toBe(0.004);
  expect(sources.get('trading.profitThreshold')).toBe('--threshold');
});
