import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { type ApiKeyCreds, AssetType, Chain, ClobClient, type SignatureTypeV2 } from '@polymarket/clob-client-v2';
import { createWalletClient, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { polygon } from 'viem/chains';
import type { LiveMarket } from '../../engine/live-market.js';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../start-simulator.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';

/* What tests of the trading side start from: quiet books on the machine's clock, and the venue's own client. */

export { AssetType };

/** A world whose markets stay open while a test runs. */
export async function startQuiet(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const clock: Clock = options.clock ?? systemClock;
  return startSimulator({
    seed: 2,
    origin: clock.now() - 120_000,
    speed: 0.001,
    participants: false,
    ...options,
    clock,
    polymarketTrading: { settlementStepMs: 20, blockMs: 10, itodeDelayMs: 5, ...options.polymarketTrading },
  });
}

export interface OpenMarket {
  readonly live: LiveMarket;
  readonly listing: PolymarketListing;
}

/** Open markets that a predicate accepts; the ones with a one-cent tick unless it says otherwise. */
export function openMarkets(simulator: Simulator, accepts: (listing: PolymarketListing) => boolean): OpenMarket[] {
  return [...simulator.exchange.markets('polymarket')].flatMap((live) => {
    if (live.listing.venue !== 'polymarket' || !live.trading || live.listing.polymarket.isPlaceholder) return [];
    const listing = live.listing.polymarket;
    return accepts(listing) ? [{ live, listing }] : [];
  });
}

/** A market without delays, whose fee is not zero. */
export const plain = (listing: PolymarketListing): boolean =>
  !listing.negRisk &&
  listing.tick === 100 &&
  listing.question.category !== 'crypto' &&
  listing.question.category !== 'sports' &&
  listing.fees !== null;

let strangers = 0;

/** A stranger's order in YES terms; cents and shares. @returns its id in the book. */
export function stranger({ live }: OpenMarket, side: 'bid' | 'ask', cents: number, shares: number): string {
  const id = `stranger-${strangers++}`;
  live.book.place({
    id,
    owner: 'stranger',
    side,
    price: price(Math.round(cents * 100)),
    quantity: quantity(Math.round(shares * 1_000_000)),
    mode: 'rest',
  });
  return id;
}

interface ClientOptions {
  readonly creds?: ApiKeyCreds;
  readonly signatureType?: SignatureTypeV2;
  readonly funder?: string;
  /** Throw where the venue refuses; true unless told. */
  readonly throws?: boolean;
}

/** The official client with a viem wallet. */
export function officialClient(simulator: Simulator, privateKey: string, options: ClientOptions = {}): ClobClient {
  const { clobUrl, rpcUrl } = simulator.endpoints.polymarket;
  const signer = createWalletClient({
    account: privateKeyToAccount(privateKey as Hex),
    chain: polygon,
    transport: http(rpcUrl),
  });
  return new ClobClient({
    host: clobUrl,
    chain: Chain.POLYGON,
    signer,
    throwOnError: options.throws ?? true,
    ...(options.creds ? { creds: options.creds } : {}),
    ...(options.signatureType === undefined ? {} : { signatureType: options.signatureType }),
    ...(options.funder === undefined ? {} : { funderAddress: options.funder }),
  });
}

/** The official client with an API key of its own. */
export async function tradingClient(
  simulator: Simulator,
  privateKey = simulator.endpoints.polymarket.privateKey,
  options: ClientOptions = {},
): Promise<ClobClient> {
  // Its own way from create to derive only works when refusals are not thrown.
  const creds = await officialClient(simulator, privateKey, { throws: false }).createOrDeriveApiKey();
  return officialClient(simulator, privateKey, { ...options, creds });
}

/** Opens another plain account. @returns its private key. */
export function openWallet(simulator: Simulator, name: number, dollars = 1_000): string {
  const privateKey = `0x${String(name).padStart(64, '7')}`;
  const { address } = privateKeyToAccount(privateKey as Hex);
  simulator.polymarket.openAccount({ address, signatureType: 0, usd: usd(dollars * 1_000_000), approved: true });
  return privateKey;
}
