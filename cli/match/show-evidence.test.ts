import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { judgedListings, marketMatches, matchEvidence } from '@pm-arbitrage/core/db/schema/schema.js';
import type { JudgedListing, MatchEvidence, ModelVote } from '@pm-arbitrage/core/domain/match-evidence.js';
import { matchSchema } from '@pm-arbitrage/core/domain/match.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parseUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchDetails } from '../control/control.js';
import { askCli, runCli } from '../testing/run-cli.js';
import { evidenceLines } from './evidence-lines.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const MODEL = 'claude-sonnet-5-5';
const listing = (platform: 'kalshi' | 'polymarket'): JudgedListing => ({
  platform,
  id: 'X',
  title: `title at ${platform}`,
  subtitle: '',
  event: { id: 'E', title: 'event' },
  category: 'Crypto',
  rules: `rules at ${platform}`,
  strike: null,
  sources: [],
  openTime: null,
  closeTime: T0,
});
const base = { match: 'X|X', settled: true, prints: { kalshi: 'k', polymarket: 'p' }, at: T0 };
const byRules: MatchEvidence = {
  ...base,
  by: 'rules',
  verdict: { decision: 'review', polarity: 'same', confidence: 0.83, field: 'window', reason: 'window: by or on' },
  basis: {
    kind: 'rules',
    findings: [{ kind: 'doubt', field: 'window', reason: 'by or on', weight: 0.14 }],
    fields: { kalshi: [{ field: 'threshold', text: '$150,000 or above' }], polymarket: [] },
  },
};
const vote: ModelVote = {
  vote: { kind: 'same', polarity: 'same', confidence: 0.95 },
  answer: {
    analysis: 'Same index.',
    counterexample: null,
    evidence: [{ field: 'threshold', first: '150k', second: '$150,000' }],
  },
  swapped: true,
  textHash: 'h',
  model: MODEL,
  usage: { input: 200, cacheWrite: 0, cacheRead: 1_000, output: 90 },
  cost: parseUsd('0.0015'),
};
const byModel: MatchEvidence = {
  ...base,
  by: MODEL,
  at: T0 + 1_000,
  verdict: { decision: 'accept', polarity: 'same', confidence: 0.9, field: null, reason: '3 votes' },
  basis: {
    kind: 'model',
    promptHash: '0123456789abcdef',
    model: MODEL,
    votes: [vote],
    decoy: { ...vote, vote: { kind: 'different', field: 'threshold', confidence: 0.9, reason: 'at 160,000' } },
    cost: parseUsd('0.003'),
    suspects: [],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'pm-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const database = await openDatabase({ url: null, directory: join(folder, 'database') });
  const match = matchSchema.parse({
    id: 'X|X',
    kalshi: marketId('kalshi', 'X'),
    polymarket: marketId('polymarket', 'X'),
    polarity: 'same',
    confidence: 0.9,
    status: 'active',
    reason: '3 votes',
    kalshiRulesHash: 'a',
    polymarketRulesHash: 'b',
    decidedBy: MODEL,
    updatedAt: T0,
  });
  const { id, kalshi, polymarket, status, confidence, updatedAt } = match;
  const { queries } = database;
  await queries.insert(marketMatches).values({ id, kalshi, polymarket, status, confidence, match, updatedAt });
  await queries.insert(judgedListings).values([
    { print: 'k', listing: listing('kalshi') },
    { print: 'p', listing: listing('polymarket') },
  ]);
  for (const evidence of [byModel, byRules])
    await queries.insert(matchEvidence).values({
      match: id,
      by: evidence.by,
      kalshiPrint: 'k',
      polymarketPrint: 'p',
      settled: evidence.settled,
      evidence,
      at: evidence.at,
    });
  await database.close();
});

describe('match show', () => {
  it('gives all evidence with both texts as JSON, in the order of the decisions', async () => {
    const found = await askCli<MatchDetails>(['match', 'show', 'X|X', '--json', '--data-dir', folder], folder);
    const texts = { kalshi: listing('kalshi'), polymarket: listing('polymarket') };
    expect(found.evidence).toEqual([
      { evidence: byRules, ...texts },
      { evidence: byModel, ...texts },
    ]);
  });

  it('prints what each decision rests on', async () => {
    const { code, stdout } = await runCli(['match', 'show', 'X|X', '--data-dir', folder], folder);
    expect(code).toBe(0);
    for (const line of [
      '2026-11-21T12:00:00.000Z rules: review, same, 83 % sure, field window: window: by or on',
      '  doubt, window: by or on (takes 14 %)',
      '  read, threshold: "$150,000 or above" / not said',
      `2026-11-21T12:00:01.000Z ${MODEL}: accept, same, 90 % sure: 3 votes`,
      '  vote 1: same (same), 95 % sure, 1200 tokens in (1000 from the cache), 90 out, $0.0015',
      '    analysis: Same index.',
      '    threshold: "$150,000" / "150k"',
      '  with a difference put in: different, 90 % sure, field threshold',
      `  ${MODEL} for $0.003, prompt 0123456789ab`,
    ])
      expect(stdout).toContain(line);
  });
});

describe('evidence', () => {
  const row = { evidence: byModel, kalshi: listing('kalshi'), polymarket: listing('polymarket') };

  it('of an earlier rule text says so', () => {
    const of = (kalshi: string) => evidenceLines(row, { kalshi, polymarket: row.polymarket.rules })[1];
    expect(of('other rules')).toBe('  on an earlier rule text of Kalshi');
    expect(of(row.kalshi.rules)).toMatch(/vote 1/);
  });

  it('of a question that nobody answered says that it is asked again', () => {
    const silent = { ...vote, vote: { kind: 'unsure', reason: 'overloaded' }, answer: null, usage: null } as const;
    const unasked = {
      ...byModel,
      settled: false,
      basis: { ...byModel.basis, votes: [{ ...silent, cost: ZERO_USD }], decoy: null },
    } as MatchEvidence;
    const lines = evidenceLines({ ...row, evidence: unasked }, { kalshi: null, polymarket: null });
    expect(lines.slice(1, 4)).toEqual([
      '  nobody answered, so it is asked again',
      '  vote 1: unsure, $0.00',
      '    overloaded',
    ]);
  });
});
