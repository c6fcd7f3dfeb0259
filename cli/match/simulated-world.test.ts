import { judgeQuestions } from '@pm-arbitrage/agents/market-matcher/judging/judge-questions.js';
import type { Listing } from '@pm-arbitrage/agents/market-matcher/listing.js';
import { readListings } from '@pm-arbitrage/agents/market-matcher/offline/read-listings.js';
import { readQuestion } from '@pm-arbitrage/agents/market-matcher/reading/read-question.js';
import type { QuestionField, Verdict } from '@pm-arbitrage/agents/market-matcher/verdict.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { isTrap, type ListedPair, listedPairs } from '@pm-arbitrage/simulator/world/listed-pairs.js';
import { type TrapKind, trapKinds } from '@pm-arbitrage/simulator/world/trap-kinds.js';
import { beforeAll, describe, expect, it } from 'vitest';

const ORIGIN = Date.UTC(2026, 10, 21, 12);
const SEEDS = (process.env['MATCH_SEEDS'] ?? '1,2,3,4,5,6,11').split(',').map(Number);
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 97_000;

/** What the texts of a trap differ in. */
const FIELDS: Readonly<Record<TrapKind, QuestionField>> = {
  station: 'station',
  averaging: 'averaging',
  bucket: 'relation',
  step: 'threshold',
  'time-zone': 'window',
  'day-shift': 'window',
  revision: 'milestone',
  effective: 'milestone',
  placeholder: 'subject',
  next: 'milestone',
  other: 'outcome',
  condition: 'scope',
  print: 'milestone',
  holder: 'milestone',
};

interface Judged {
  /** Null: the world knows of nothing that the two have in common. */
  readonly pair: ListedPair | null;
  readonly verdict: Verdict;
  readonly texts: string;
}

const textsOf = (one: Listing, other: Listing) =>
  [one, other].map(({ title, subtitle, rules }) => `${title} [${subtitle}] ${rules}`).join('\n  ');

interface Look {
  readonly kalshi: readonly Listing[];
  readonly polymarket: readonly Listing[];
  readonly pairs: readonly ListedPair[];
}

/** Both listings as a client gets them, beside what the world knows. */
async function lookAt({ endpoints, world }: Simulator, now: number): Promise<Look> {
  const [here, there] = await Promise.all(
    [
      `${endpoints.kalshi.restUrl}/events?with_nested_markets=true&limit=200&status=open`,
      `${endpoints.polymarket.gammaUrl}/events?closed=false&limit=100`,
    ].map(async (address) => (await fetch(address)).text()),
  );
  return {
    kalshi: readListings(here ?? '', 'kalshi').listings,
    polymarket: readListings(there ?? '', 'polymarket').listings,
    pairs: listedPairs(world, now - 1, now + 1),
  };
}

/** Every market of one venue against every one of the other. */
function judgeAll({ kalshi, polymarket, pairs }: Look): readonly Judged[] {
  const known = new Map(pairs.map((pair) => [`${pair.kalshi}|${pair.polymarket}`, pair]));
  const [here, there] = [kalshi, polymarket].map((listings) =>
    listings.map((listing) => ({ listing, question: readQuestion(listing) })),
  );
  return (here ?? []).flatMap((one) =>
    (there ?? []).map((other) => ({
      pair: known.get(`${one.listing.id}|${other.listing.id}`) ?? null,
      verdict: judgeQuestions(one.question, other.question),
      texts: textsOf(one.listing, other.listing),
    })),
  );
}

describe('the matcher on the simulated venues', () => {
  let judged: readonly Judged[] = [];

  beforeAll(async () => {
    const looks: Look[] = [];
    for (const seed of SEEDS) {
      const clock = new SimulatedClock(ORIGIN);
      const simulator = await startSimulator({ seed, origin: ORIGIN, clock, participants: false });
      try {
        for (let look = 0; look < LOOKS; look++) {
          clock.advanceBy(BETWEEN_LOOKS_MS);
          looks.push(await lookAt(simulator, clock.now()));
        }
      } finally {
        await simulator.close();
      }
    }
    judged = looks.flatMap(judgeAll);
  });

  it('accepts nothing but twins, and knows which ask for the opposite', () => {
    const accepted = judged.filter(({ verdict }) => verdict.decision === 'accept');
    expect(accepted.filter(({ pair, verdict }) => pair?.kind !== verdict.polarity)).toEqual([]);
  });

  it('accepts nearly every twin', () => {
    const twins = judged.filter(({ pair }) => pair !== null && !isTrap(pair));
    const accepted = twins.filter(({ verdict }) => verdict.decision === 'accept').length;
    const inverse = twins.filter(({ pair }) => pair?.kind === 'inverse').length;
    expect(twins.length).toBeGreaterThan(SEEDS.length * LOOKS * 14);
    expect(inverse).toBeGreaterThan(twins.length / 10);
    expect(accepted / twins.length).toBeGreaterThan(0.95);
  });

  it.each(trapKinds)('does not take the trap "%s" for a twin, and names what differs', (kind) => {
    const traps = judged.filter(({ pair }) => pair?.kind === kind);
    // Whom "other" leaves out is not always said, nor what a condition of one side means: there a person may be asked.
    const allowed = kind === 'other' || kind === 'condition' ? ['refuse', 'review'] : ['refuse'];
    const missed = traps.filter(
      ({ verdict: { decision, field } }) => !allowed.includes(decision) || field !== FIELDS[kind],
    );
    expect(traps.length).toBeGreaterThan(SEEDS.length * (LOOKS - 1));
    expect(missed).toEqual([]);
  });

  it('refuses every other pair', () => {
    const strangers = judged.filter(({ pair }) => pair === null);
    expect(strangers.length).toBeGreaterThan(10_000);
    expect(strangers.filter(({ verdict }) => verdict.decision !== 'refuse')).toEqual([]);
  });
});

describe('what the venues say', () => {
  it('does not tell twins from traps by anything but their words', async () => {
    const clock = new SimulatedClock(ORIGIN);
    const simulator = await startSimulator({ seed: 1, origin: ORIGIN, clock, participants: false });
    try {
      const { kalshi, polymarket } = simulator.endpoints;
      const pairs = listedPairs(simulator.world, ORIGIN, ORIGIN + 1);
      const shapes = async (pair: ListedPair) =>
        Promise.all(
          [
            `${kalshi.restUrl}/markets/${pair.kalshi}`,
            `${polymarket.gammaUrl}/markets?condition_ids=${pair.polymarket}`,
          ].map(async (address) => {
            const text = await (await fetch(address)).text();
            expect(text).not.toMatch(/trap|twin|apart|inverse/i);
            const answer = JSON.parse(text) as { market: object } | readonly [object];
            const market = 'market' in answer ? answer.market : answer[0];
            return Object.keys(market)
              .filter((key) => !/strike|negRiskMarketID/.test(key))
              .sort()
              .join();
          }),
        );
      const all = await Promise.all(pairs.map(shapes));
      expect(new Set(all.map(([here]) => here)).size).toBe(1);
      // Markets of geopolitics have no fees, hence no schedule of them, twins and traps alike.
      const twins = new Set(all.flatMap(([, there], index) => (isTrap(pairs[index] as ListedPair) ? [] : [there])));
      expect(all.filter(([, there]) => !twins.has(there))).toEqual([]);
    } finally {
      await simulator.close();
    }
  });
});
