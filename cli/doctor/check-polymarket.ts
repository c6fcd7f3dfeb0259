import { PolymarketTrading } from '@pm-arbitrage/adapters/venues/polymarket/trading/polymarket-trading.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { z } from 'zod';
import { checkBalance } from './check-balance.js';
import { advice, type Finding, ok, wrong } from './finding.js';
import { reachVenue } from './reach-venue.js';
import { reasonOf } from './reason-of.js';
import { REFUSED, stepFindings, type Steps } from './venue-steps.js';

const STEPS: Steps = [
  { name: 'connection', codes: [], says: 'answers' },
  { name: 'location', codes: ['polymarket.geoblocked'], says: 'not blocked' },
  { name: 'protocol', codes: ['polymarket.version'], says: 'the one that orders are signed for' },
  { name: 'clock', codes: ['polymarket.clock'], says: 'agrees with ours' },
  { name: 'credentials', codes: [REFUSED, 'polymarket.key', 'polymarket.funder', 'polymarket.api-key'], says: 'taken' },
  { name: 'permissions', codes: ['polymarket.closed-only'], says: 'may open positions' },
  { name: 'funds', codes: ['polymarket.funds'], says: 'there' },
  { name: 'allowances', codes: ['polymarket.allowance'], says: 'every exchange that is needed' },
];
const TIMEOUT_MS = 10_000;

/** What keeps orders from Polymarket, by the very check that stands before live trading. */
export async function checkPolymarket(config: Config, clock: Clock): Promise<readonly Finding[]> {
  const { polymarket } = config.venues;
  if (!polymarket.enabled) return [ok('polymarket', 'switched off')];
  if (polymarket.privateKey === null) {
    const reached = await reachVenue('polymarket', `${polymarket.clobUrl}/time`, clock);
    const says = 'none: nothing can be ordered';
    const todo = 'set POLYMARKET_PRIVATE_KEY, or store it: secrets set polymarket privateKey';
    const isLive = config.mode === 'live';
    return [
      ...reached,
      await location(polymarket.geoblockUrl),
      isLive ? wrong('polymarket credentials', says, todo) : ok('polymarket credentials', says),
    ];
  }
  let venue: PolymarketTrading | null = null;
  try {
    const findings = await stepFindings('polymarket', STEPS, async () => {
      venue = new PolymarketTrading({
        config: polymarket,
        clock,
        log: createLogger('silent'),
        random: systemRandom(),
        marketOf: () => undefined,
      });
      await venue.check();
    });
    return [...findings, await checkBalance('polymarket', venue, findings, config)];
  } finally {
    await (venue as PolymarketTrading | null)?.close();
  }
}

/** On paper a place from which nobody may trade is no fault, and better known before the money is there. */
async function location(url: string): Promise<Finding> {
  const check = 'polymarket location';
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { blocked } = z.object({ blocked: z.boolean() }).parse(await answer.json());
    return blocked
      ? advice(
          check,
          'Polymarket takes no orders from here',
          'paper trading works; for real money run it where Polymarket allows',
        )
      : ok(check, 'not blocked');
  } catch (error) {
    return wrong(check, reasonOf(error), 'check the network and venues.polymarket.geoblockUrl');
  }
}
