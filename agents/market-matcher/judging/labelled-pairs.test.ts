import { readFileSync } from 'node:fs';
import { hasSharedData, sharedJson, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import { describe, expect, it } from 'vitest';
import { readQuestion } from '../reading/read-question.js';
import { aListing } from '../text/a-listing.js';
import { judgePair, judgeQuestions } from './judge-questions.js';

interface LabelledPair {
  readonly kalshi: { readonly ticker: string; readonly title: string; readonly yes_sub_title: string };
  readonly polymarket: { readonly id: string; readonly question: string };
  readonly label: 'same' | 'inverse' | 'different' | 'unclear';
}
interface EventPair {
  readonly kalshi_event: string;
  readonly k_title: string;
  readonly p_slug: string;
  readonly p_title: string;
  readonly mapping?: Readonly<Record<string, string>>;
}
interface BenchmarkPair {
  readonly id: string;
  readonly label: 'equivalent' | 'near_miss' | 'false_friend';
  readonly a: { readonly id: string; readonly title: string };
  readonly b: { readonly id: string; readonly title: string };
}

interface SeriesMarket {
  readonly ticker: string;
  readonly title: string;
}

const seriesOf = ({ ticker }: SeriesMarket): string => ticker.split('-')[0] ?? '';

const lines = <T>(path: string): readonly T[] =>
  readFileSync(sharedPath(path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

describe.skipIf(!hasSharedData)('on labelled pairs', () => {
  it('is precise in what it accepts and asks a person about little else', () => {
    const pairs = lines<LabelledPair>('pairs/market-pairs-curated.jsonl').filter(({ label }) => label !== 'unclear');
    const judged = pairs.map(
      ({ kalshi: { ticker, title, yes_sub_title: subtitle }, polymarket: { id, question }, label }) => {
        const verdict = judgePair(
          aListing('kalshi', title, { id: ticker, subtitle }),
          aListing('polymarket', question, { id }),
        );
        return { ...verdict, ok: verdict.polarity === label, wanted: label !== 'different' };
      },
    );
    const count = (found: (typeof judged)[number][]) => found.length;
    const accepted = judged.filter(({ decision }) => decision === 'accept');
    const reviewed = judged.filter(({ decision }) => decision === 'review');
    const wanted = count(judged.filter((verdict) => verdict.wanted));
    expect(judged).toHaveLength(1027);
    expect(count(accepted.filter(({ ok }) => ok)) / count(accepted)).toBeGreaterThanOrEqual(0.97);
    expect(count([...accepted, ...reviewed].filter((verdict) => verdict.wanted)) / wanted).toBeGreaterThanOrEqual(0.92);
    expect(count(accepted.filter(({ ok }) => ok)) / wanted).toBeGreaterThanOrEqual(0.85);
    expect(count(reviewed) / count(judged)).toBeLessThan(0.05);
  });

  it('accepts no false friend and names the field of every near miss', () => {
    const { pairs } = sharedJson('pairs/benchmark-with-rules/matching_benchmark.json') as {
      readonly pairs: readonly BenchmarkPair[];
    };
    const verdicts = pairs.map(({ id, label, a, b }) => {
      const { decision, field } = judgePair(
        aListing('kalshi', a.title, { id: a.id }),
        aListing('polymarket', b.title, { id: b.id }),
      );
      return [id, label === 'equivalent' ? decision : `${decision} ${field}`];
    });
    expect(Object.fromEntries(verdicts)).toEqual({
      'btc-threshold-exact': 'accept',
      'fed-cut-september': 'accept',
      'eth-threshold-exact': 'accept',
      'btc-threshold-neighbouring': 'refuse threshold',
      'btc-comparator-differs': 'refuse relation',
      'soccer-90min-vs-advancement': 'refuse scope',
      'cpi-initial-vs-revised': 'refuse milestone',
      'temp-interval-vs-one-sided': 'refuse relation',
      'different-dates-same-question': 'refuse window',
      'different-source-same-metric': 'refuse source',
      'opposite-polarity': 'refuse polarity',
      'unrelated-shared-vocabulary': expect.stringContaining('refuse'),
    });
  });

  it('never takes one market of a series for another', () => {
    const file = sharedJson('kalshi/mlb-rules-2026-06/kalshi_scored_2026-06-16.json.gz') as Readonly<
      Record<string, unknown>
    >;
    const markets = Object.values(file).flatMap((part) =>
      Array.isArray(part) ? (part as readonly SeriesMarket[]) : [],
    );
    const bySeries = new Map<string, SeriesMarket[]>();
    for (const market of new Map(markets.map((each) => [each.title, each])).values())
      bySeries.set(seriesOf(market), [...(bySeries.get(seriesOf(market)) ?? []), market]);
    let siblings = 0;
    const accepted: string[] = [];
    for (const series of bySeries.values()) {
      const some = series.map(({ ticker, title }) => ({
        title,
        kalshi: readQuestion(aListing('kalshi', title, { id: ticker })),
        polymarket: readQuestion(aListing('polymarket', title)),
      }));
      for (const one of some)
        for (const other of some) {
          if (one === other) continue;
          siblings += 1;
          const verdict = judgeQuestions(one.kalshi, other.polymarket);
          if (verdict.decision === 'accept') accepted.push(`${one.title} / ${other.title}: ${verdict.reason}`);
        }
    }
    expect(accepted).toEqual([]);
    expect(siblings).toBeGreaterThan(100_000);
  }, 240_000);

  it('never takes one outcome of an event for another', () => {
    const events = lines<EventPair>('pairs/event-pairs-reviewed.jsonl').filter(({ mapping }) => mapping);
    let others = 0;
    for (const { kalshi_event: event, k_title: title, p_slug: slug, p_title: question, mapping = {} } of events) {
      const names = Object.entries(mapping).slice(0, 3);
      const kalshi = names.map(([code, subtitle]) =>
        readQuestion(aListing('kalshi', title, { id: `${event}-${code.toUpperCase()}`, subtitle })),
      );
      const polymarket = names.map(([, subtitle]) =>
        readQuestion(aListing('polymarket', question, { subtitle, event: { id: slug, title: question } })),
      );
      for (const [i, a] of kalshi.entries())
        for (const [j, b] of polymarket.entries()) {
          if (i === j) continue;
          others += 1;
          expect({ event, names, ...judgeQuestions(a, b) }).toMatchObject({ decision: 'refuse' });
        }
    }
    expect(others).toBeGreaterThan(800);
  });
});
