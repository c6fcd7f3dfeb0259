import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { OfflineReport } from '../match/run-offline.js';
import type { PairDecision, ScoreReport } from '../match/run-score.js';
import { askCli, runCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

const pope = (name: string) => ({
  kalshi: { ticker: `KXNEWPOPE-70-${name}`, title: `Will ${name} be the next Pope?`, yes_sub_title: name },
  polymarket: { id: `p-${name}`, question: `Will ${name} be the next pope?` },
});
const [one, two] = [pope('Parolin'), pope('Zuppi')];

describe('match score', () => {
  const pairs = file(
    'pairs.jsonl',
    [
      { ...one, label: 'same' },
      { kalshi: one.kalshi, polymarket: two.polymarket, label: 'different' },
      { ...two, label: 'different', why: 'mislabelled on purpose' },
      { ...two, label: 'unclear' },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n')
      .concat('\nno json\n'),
  );

  it('gives rates at both thresholds, each error with its field, and a decision a line', async () => {
    const args = ['match', 'score', '--pairs', pairs, '--out', 'out.jsonl', '--baselines', '--json'];
    const report = await askCli<ScoreReport>(args, folder);
    expect(report).toMatchObject({
      pairs: 4,
      labels: { same: 1, inverse: 0, different: 2, unclear: 1 },
      leftOut: [{ place: 'line 5' }],
      accept: { precision: 0.5, recall: 1, truePositives: 1, falsePositives: 1, falseNegatives: 0 },
      acceptOrReview: { precision: 0.5, recall: 1 },
      errors: [{ kind: 'accepted-wrongly', line: 3, kalshi: two.kalshi.ticker, why: 'mislabelled on purpose' }],
    });
    expect(report.baselines).toHaveLength(4);
    const decisions = readFileSync(join(folder, 'out.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as PairDecision);
    expect(decisions.map(({ kalshi, polymarket, decision }) => [kalshi, polymarket, decision])).toEqual([
      [one.kalshi.ticker, 'p-Parolin', 'accept'],
      [one.kalshi.ticker, 'p-Zuppi', 'refuse'],
      [two.kalshi.ticker, 'p-Zuppi', 'accept'],
      [two.kalshi.ticker, 'p-Zuppi', 'accept'],
    ]);
    expect(Object.keys(decisions[0] ?? {})).toEqual([
      'kalshi',
      'polymarket',
      'decision',
      'polarity',
      'confidence',
      'reason',
    ]);
  });

  it('prints tables for a person', async () => {
    const { code, stdout } = await runCli(['match', 'score', '--pairs', pairs, '--baselines'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/accepted or in review/);
    expect(stdout).toMatch(/BM25 top-1 \(best threshold/);
    expect(stdout).toMatch(/accepted-wrongly/);
    expect(stdout).toMatch(/line 5: is not JSON/);
  });

  it('refuses a file without pairs, with code 2 and a way out', async () => {
    for (const [name, message] of [
      [file('empty.jsonl', ''), /One JSON object a line is needed/],
      ['absent.jsonl', /absent.jsonl cannot be read/],
    ] as const) {
      const { code, stderr } = await runCli(['match', 'score', '--pairs', name], folder);
      expect([code, message.test(stderr)]).toEqual([2, true]);
    }
  });
});

describe('match offline', () => {
  const event = { event_ticker: 'KXNEWPOPE-70', title: 'Who will be the next Pope?', category: 'World' };
  const kalshi = file(
    'kalshi.json.gz',
    gzipSync(JSON.stringify({ cursor: '', events: [{ ...event, markets: [one.kalshi, two.kalshi, {}] }] })),
  );
  const gamma = [one, two].map(({ polymarket }) => JSON.stringify(polymarket));
  const polymarket = file('gamma.jsonl', `${gamma.join('\n')}\nno json\n`);
  const args = ['match', 'offline', '--kalshi', kalshi, '--polymarket', polymarket];

  it('finds and judges the pairs of two listings', async () => {
    const report = await askCli<OfflineReport>([...args, '--json'], folder);
    expect(report.accepted.map(({ kalshi, polymarket }) => [kalshi.id, polymarket.id]).toSorted()).toEqual([
      [one.kalshi.ticker, 'p-Parolin'],
      [two.kalshi.ticker, 'p-Zuppi'],
    ]);
    expect(report.files).toMatchObject({
      kalshi: { markets: 2, leftOut: [{ kind: 'malformed', place: 'events[0].markets[2]' }] },
      polymarket: { markets: 2, leftOut: [{ kind: 'malformed', place: 'line 3' }] },
    });
    const refused = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
    expect(report.candidates).toBe(report.accepted.length + report.review.length + refused);
  });

  it('prints a table, what took how long, and what was left out', async () => {
    const { code, stdout } = await runCli(args, folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/2 Kalshi markets, 2 Polymarket markets/);
    expect(stdout).toMatch(/2 accepted, 0 for review/);
    expect(stdout).toMatch(/read \d+ ms, search \d+ ms, judging \d+ ms, \d+ MB/);
    expect(stdout).toMatch(/line 3: is not JSON/);
  });

  it('says what its JSON form holds', async () => {
    const { stdout } = await runCli(['match', 'offline', '--help'], folder);
    expect(stdout).toMatch(/JSON form:/);
  });
});
