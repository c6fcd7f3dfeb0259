import { describe, expect, it } from 'vitest';
import { credentialProblems, isSimulated, liveConfirmation, liveProblems } from './live-rules.js';
import { type Config, configSchema } from './schema.js';

const complete = {
  mode: 'live',
  live: { confirm: 'trade live with $40.00' },
  capital: { kalshi: '20', polymarket: '20' },
  services: { databaseUrl: 'postgres://127.0.0.1/live' },
  venues: { kalshi: { apiKeyId: 'id', privateKeyPath: 'key.pem' }, polymarket: { privateKey: '0x11' } },
};
const parsed = (change: object): Config => configSchema.parse({ ...complete, ...change });

describe('live trading', () => {
  it('starts from a complete configuration whose confirmation names the bankroll', () => {
    expect([...liveProblems(parsed({})), ...credentialProblems(parsed({}))]).toEqual([]);
    expect(liveConfirmation(parsed({}))).toBe('trade live with $40.00');
  });

  it.each<[string, object, RegExp]>([
    ['without a confirmation', { live: {} }, /write exactly "trade live with \$40.00"/],
    ['with the confirmation of another bankroll', { capital: { kalshi: '200', polymarket: '20' } }, /\$220.00/],
    ['without Postgres', { services: {} }, /needs Postgres/],
    ['without a Kalshi key', { venues: { polymarket: { privateKey: '0x11' } } }, /KALSHI_API_KEY_ID/],
    ['without a wallet', { venues: { kalshi: complete.venues.kalshi } }, /POLYMARKET_PRIVATE_KEY/],
    [
      'without the address of a safe',
      { venues: { ...complete.venues, polymarket: { privateKey: '0x11', signatureType: 2 } } },
      /funder/,
    ],
    [
      'with one venue',
      { venues: { ...complete.venues, kalshi: { ...complete.venues.kalshi, enabled: false } } },
      /both venues enabled/,
    ],
  ])('does not start %s', (_words, change, problem) => {
    const problems = [...liveProblems(parsed(change)), ...credentialProblems(parsed(change))];
    expect(problems.join('\n')).toMatch(problem);
  });

  it('asks nothing of paper trading', () => {
    const paper = parsed({ mode: 'paper', live: {}, services: {}, venues: {} });
    expect([...liveProblems(paper), ...credentialProblems(paper)]).toEqual([]);
  });

  it('tells stand-ins on this machine from venues', () => {
    const at = (host: string) => ({
      kalshi: { restUrl: `http://${host}/`, wsUrl: `ws://${host}/` },
      polymarket: { clobUrl: `http://${host}/`, gammaUrl: `http://${host}/`, userWsUrl: `ws://${host}/` },
    });
    expect(isSimulated(configSchema.parse({ venues: at('127.0.0.1:81') }))).toBe(true);
    expect(isSimulated(configSchema.parse({ venues: at('127.0.0.1.example.com') }))).toBe(false);
    expect(isSimulated(configSchema.parse({}))).toBe(false);
  });
});
