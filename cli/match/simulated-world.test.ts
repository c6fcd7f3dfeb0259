import { describe, expect, it } from 'vitest';
import { judgePair } from '@pm-arbitrage/agents/market-matcher/judging/judge-questions.js';
import type { Listing } from '@pm-arbitrage/agents/market-matcher/listing.js';
import { readListings } from '@pm-arbitrage/agents/market-matcher/offline/read-listings.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { currentMatches } from '@pm-arbitrage/simulator/matches-file.js';
import { startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';

const ORIGIN = Date.UTC(2026, 10, 21, 12);
const SEEDS = (process.env['MATCH_SEEDS'] ?? '1,2,3,4,5,6,11').split(',').map(Number);

/** Both venues' listings as a client gets them, and the pairs that the world made as twins. */
async function listed(seed: number) {
  const clock = new SimulatedClock(ORIGIN);
  const simulator = await startSimulator({ seed, origin: ORIGIN, clock });
  try {
    const { kalshi, polymarket } = simulator.endpoints;
    const [here, there] = await Promise.all(
      [
        `${kalshi.restUrl}/events?with_nested_markets=true&limit=200`,
        `${polymarket.gammaUrl}/events?closed=false&limit=100`,
      ].map(async (address) => (await fetch(address)).text()),
    );
    return {
      kalshi: readListings(here ?? '', 'kalshi').listings,
      polymarket: readListings(there ?? '', 'polymarket').listings,
      truth: new Map(
        currentMatches(simulator.exchange).map((pair) => [`${pair.kalshi}|${pair.polymarket}`, pair.polarity]),
      ),
    };
  } finally {
    await simulator.close();
  }
}

const idOf = (a: Listing, b: Listing) => `${a.id}|${b.id}`;
const titleOf = ({ title, subtitle }: Listing) => `${title} [${subtitle}]`;

describe('the matcher on the simulated venues', () => {
  it('accepts most of the twins and nothing else, and knows which ask for the opposite', async () => {
    let [twins, right] = [0, 0];
    for (const seed of SEEDS) {
      const { kalshi, polymarket, truth } = await listed(seed);
      expect(kalshi.length).toBeGreaterThan(20);
      const ids = new Set(polymarket.map(({ id }) => id));
      const tickers = new Set(kalshi.map(({ id }) => id));
      for (const id of truth.keys()) {
        const [ticker = '', condition = ''] = id.split('|');
        if (tickers.has(ticker) && ids.has(condition)) twins++;
      }
      for (const a of kalshi) {
        for (const b of polymarket) {
          const { decision, polarity, reason } = judgePair(a, b);
          if (decision !== 'accept') continue;
          const told = `${titleOf(a)} / ${titleOf(b)}: ${reason}`;
          expect(`${truth.get(idOf(a, b)) ?? 'no twin'} ${told}`).toBe(`${polarity} ${told}`);
          right++;
        }
      }
    }
    expect(twins).toBeGreaterThan(50);
    expect(right / twins).toBeGreaterThan(0.8);
  });
});
