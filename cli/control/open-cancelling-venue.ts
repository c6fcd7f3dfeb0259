import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { withCredentials } from '../secrets/with-credentials.js';
import type { CancellingVenue } from './cancel-at-venues.js';

/**
 * A venue of its own for the kill switch: no database, no bus, no stream, only the credentials. Each loads its own code,
 * so that one venue need not wait for the libraries of the other. @throws CodedError
 */
export async function openCancellingVenue(platform: Platform, config: Config): Promise<CancellingVenue> {
  const { venues } = await withCredentials(config, platform);
  const parts = { clock: systemClock, log: createLogger('silent'), random: systemRandom(), marketOf: () => undefined };
  if (platform === 'kalshi') {
    const { KalshiTrading } = await import('@pm-arbitrage/adapters/venues/kalshi/trading/kalshi-trading.js');
    return new KalshiTrading({ ...parts, config: venues.kalshi });
  }
  const { PolymarketTrading } = await import('@pm-arbitrage/adapters/venues/polymarket/trading/polymarket-trading.js');
  return new PolymarketTrading({ ...parts, config: venues.polymarket });
}
