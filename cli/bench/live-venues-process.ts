import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { type ContractSide, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { complement, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import type { LiveMarket } from '@pm-arbitrage/simulator/engine/live-market.js';
import { demoKey } from '@pm-arbitrage/simulator/kalshi/demo-key.js';
import { demoWallet } from '@pm-arbitrage/simulator/polymarket/demo-wallet.js';
import { startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import type { FromVenues, ToVenues } from './live-venues.js';

/*
 * Both simulated venues in a process of their own, as venues are: what they compute is not on our event loop. Nobody
 * trades there but the bench, whose accounts never run dry.
 */
const SEED = 990_000_002;
/** Markets that live half a minute live for hours. */
const SPEED = 0.001;
const SHARDS = [0, 2, 3];
const PLENTY = usd(1_000_000_000_000);
const DEPTH = quantity(1_000_000_000_000);

const { endpoints, exchange, kalshi, polymarket } = await startSimulator({
  seed: SEED,
  origin: systemClock.now(),
  clock: systemClock,
  speed: SPEED,
  participants: false,
});
const key = demoKey(SEED + 1);
const wallet = demoWallet(SEED + 1);
const accountId = kalshi.openAccount({
  cash: Object.fromEntries(SHARDS.map((shard) => [shard, PLENTY])),
  keys: [{ id: key.id, publicKeyPem: key.publicKeyPem }],
  tier: 'prestige',
});
polymarket.openAccount({ address: wallet.address, signatureType: 0, usd: PLENTY, approved: true });

const tell = (message: FromVenues) => process.send?.(message);
process.on('message', ({ market, platform, price, side }: ToVenues) => {
  const idOf = ({ listing }: LiveMarket) =>
    listing.venue === 'kalshi' ? listing.kalshi.ticker : listing.polymarket.conditionId;
  const live = [...exchange.markets(platform)].find((one) => idOf(one) === nativeIdOf(market));
  if (!live) throw new Error(`the simulator does not know ${market}`);
  // The book is in YES terms: who offers NO bids for YES.
  const yes: Record<ContractSide, { side: 'ask' | 'bid'; price: typeof price }> = {
    yes: { side: 'ask', price },
    no: { side: 'bid', price: complement(price) },
  };
  live.book.place({ id: `offer-${market}`, owner: 'stranger', ...yes[side], quantity: DEPTH, mode: 'rest' });
  tell({ kind: 'offered' });
});
tell({ kind: 'ready', endpoints, accounts: { kalshi: { accountId, key }, polymarket: wallet } });
