import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import type { LiveMarket } from '@pm-arbitrage/simulator/engine/live-market.js';
import { type DemoKey, demoKey } from '@pm-arbitrage/simulator/kalshi/demo-key.js';
import { type DemoWallet, demoWallet } from '@pm-arbitrage/simulator/polymarket/demo-wallet.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { listMarkets } from './list-markets.js';

/** One world for all seeds: which of its markets a run trades is up to its seed. */
const WORLD_SEED = 990_000_001;
/** Markets that live half a minute live for hours: none of them may close under a run. */
const WORLD_SPEED = 0.001;
/** Lanes whose Polymarket markets are of the second generation. */
const SECOND_GENERATION = [1, 4, 9];
const SHARDS = [0, 2, 3];
const CASH_A_SHARD = usd(400_000_000);
const WALLET = usd(900_000_000);

/** The accounts of one run: nobody had them before. */
export interface ChaosAccounts {
  readonly kalshi: { readonly accountId: string; readonly key: DemoKey };
  readonly polymarket: DemoWallet;
}

/** Both simulated venues, quiet but for the strangers of a run, and what they list. */
export class ChaosVenues {
  readonly simulator: Simulator;
  readonly markets: Readonly<Record<Platform, readonly Market[]>>;
  readonly #live: ReadonlyMap<string, LiveMarket>;

  private constructor(simulator: Simulator, markets: ChaosVenues['markets']) {
    this.simulator = simulator;
    this.markets = markets;
    const { exchange } = simulator;
    this.#live = new Map([
      ...[...exchange.markets('kalshi')].map((market) => [idOf(market), market] as const),
      ...[...exchange.markets('polymarket')].map((market) => [idOf(market), market] as const),
    ]);
  }

  static async start(clock: Clock): Promise<ChaosVenues> {
    const simulator = await startSimulator({
      seed: WORLD_SEED,
      origin: clock.now(),
      clock,
      speed: WORLD_SPEED,
      participants: false,
      protocolV2Lanes: SECOND_GENERATION,
    });
    return new ChaosVenues(simulator, await listMarkets(simulator.endpoints, clock));
  }

  /** The market that stands at this share of a venue's list. */
  market(platform: Platform, share: number): Market {
    const listed = this.markets[platform];
    const market = listed[Math.floor(share * listed.length)];
    if (!market) throw new Error(`the simulated ${platform} lists no open market`);
    return market;
  }

  /** The venue's own side of a market. */
  live(market: Market): LiveMarket {
    const live = this.#live.get(nativeIdOf(market.id));
    if (!live) throw new Error(`the simulator does not know ${market.id}`);
    return live;
  }

  openAccounts(seed: number): ChaosAccounts {
    const key = demoKey(seed);
    const wallet = demoWallet(seed);
    const { kalshi, polymarket } = this.simulator;
    const accountId = kalshi.openAccount({
      cash: Object.fromEntries(SHARDS.map((shard) => [shard, CASH_A_SHARD])),
      keys: [{ id: key.id, publicKeyPem: key.publicKeyPem }],
      tier: 'advanced',
    });
    polymarket.openAccount({ address: wallet.address, signatureType: 0, usd: WALLET, approved: true });
    return { kalshi: { accountId, key }, polymarket: wallet };
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

function idOf({ listing }: LiveMarket): string {
  return listing.venue === 'kalshi' ? listing.kalshi.ticker : listing.polymarket.conditionId;
}
