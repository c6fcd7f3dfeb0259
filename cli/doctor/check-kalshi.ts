import { KalshiTrading } from '@pm-arbitrage/adapters/venues/kalshi/trading/kalshi-trading.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { checkBalance } from './check-balance.js';
import { type Finding, ok, wrong } from './finding.js';
import { reachVenue } from './reach-venue.js';
import { REFUSED, stepFindings, type Steps } from './venue-steps.js';

const STEPS: Steps = [
  { name: 'connection', codes: [], says: 'answers' },
  // The very first question is signed.
  { name: 'credentials', codes: [REFUSED, 'kalshi.key-refused', 'kalshi.key', 'kalshi.no-key'], says: 'taken' },
  { name: 'clock', codes: ['kalshi.clock-skew'], says: 'agrees with ours' },
  { name: 'exchange', codes: ['kalshi.exchange-paused'], says: 'takes orders' },
  { name: 'permissions', codes: ['kalshi.scope'], says: 'read and write' },
  { name: 'location', codes: ['kalshi.attestation'], says: 'attested' },
  { name: 'funds', codes: ['kalshi.unfunded'], says: 'there' },
];

/** What keeps orders from Kalshi, by the very check that stands before live trading. */
export async function checkKalshi(config: Config, clock: Clock): Promise<readonly Finding[]> {
  const { kalshi } = config.venues;
  if (!kalshi.enabled) return [ok('kalshi', 'switched off')];
  if (kalshi.apiKeyId === null || (kalshi.privateKey === null && kalshi.privateKeyPath === null)) {
    const reached = await reachVenue('kalshi', `${kalshi.restUrl}/exchange/status`, clock);
    const says = 'none: books are polled, nothing can be ordered';
    const todo = 'set KALSHI_API_KEY_ID and KALSHI_PRIVATE_KEY_PATH, or store both: secrets set kalshi …';
    return [
      ...reached,
      config.mode === 'live' ? wrong('kalshi credentials', says, todo) : ok('kalshi credentials', says),
    ];
  }
  let venue: KalshiTrading | null = null;
  try {
    const findings = await stepFindings('kalshi', STEPS, async () => {
      venue = new KalshiTrading({
        config: kalshi,
        clock,
        log: createLogger('silent'),
        marketOf: () => undefined,
        clientOrderIdOf: async () => null,
        specOf: async () => null,
      });
      await venue.check();
    });
    return [...findings, await checkBalance('kalshi', venue, findings, config)];
  } finally {
    await (venue as KalshiTrading | null)?.close();
  }
}
