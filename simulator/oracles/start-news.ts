import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import type { HeadlinesOf } from './news/headlines-of.js';
import { type FeedsStandIn, startFeeds } from './news/start-feeds.js';
import { type GdeltStandIn, startGdelt } from './news/start-gdelt.js';

/** The services of news, which tell of one world. */
export interface NewsServices {
  readonly feeds: FeedsStandIn;
  readonly gdelt: GdeltStandIn;
  close(): Promise<void>;
}

export interface NewsServicesOptions {
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
  readonly headlinesOf: HeadlinesOf;
}

/** Starts them all. @throws when a port is taken. */
export async function startNews({ clock, host, ports, headlinesOf }: NewsServicesOptions): Promise<NewsServices> {
  const common = { clock, host, headlinesOf };
  const [feeds, gdelt] = await Promise.all([
    startFeeds({ ...common, port: ports.feeds ?? 0 }),
    startGdelt({ ...common, port: ports.gdelt ?? 0 }),
  ]);
  return {
    feeds,
    gdelt,
    async close() {
      await Promise.all([feeds.close(), gdelt.close()]);
    },
  };
}
