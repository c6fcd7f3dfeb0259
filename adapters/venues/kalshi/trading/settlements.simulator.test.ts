import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parsePrice, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { listing, order, tradingAt } from './testing/kalshi-desk.js';

const STEP_MS = 1_000;
/** Both sides of the trade are placed within this, turns of the event loop. */
const TURNS = 5_000;

it('tells what a market paid once it has paid', async () => {
  // A millisecond a turn of the event loop: on a slow machine the market does not close under orders on their way.
  const clock = new SimulatedClock(Date.UTC(2026, 10, 20, 12));
  const stop = systemClock.every(1, () => clock.advanceBy(1));
  const pair = generateKeyPairSync('ed25519');
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const cash = { 0: parseUsd('1000'), 1: parseUsd('1000'), 2: parseUsd('1000'), 3: parseUsd('1000') };
  const simulator = await startSimulator({
    seed: 7,
    origin: clock.now() - 1_000,
    clock,
    participants: false,
    kalshiAccounts: ['taker', 'maker'].map((id) => ({ id, cash, tier: 'prestige', keys: [{ id, publicKeyPem }] })),
  });
  const { restUrl } = simulator.endpoints.kalshi;
  const answer = await fetch(`${restUrl}/markets?status=open&limit=1000`);
  const { markets } = (await answer.json()) as {
    markets: { ticker: string; exchange_index: number; close_time: string; price_level_structure: string }[];
  };
  const [soonest] = markets
    .filter(
      ({ price_level_structure: grid, close_time }) =>
        grid === 'linear_cent' && Date.parse(close_time) > clock.now() + TURNS,
    )
    .toSorted((a, b) => Date.parse(a.close_time) - Date.parse(b.close_time));
  if (!soonest) throw new Error('no market is open');
  const market = listing({
    id: marketId('kalshi', soonest.ticker),
    routing: { platform: 'kalshi', exchangeIndex: soonest.exchange_index },
  });
  const [taker, maker] = ['taker', 'maker'].map((apiKeyId) =>
    tradingAt(Number(new URL(restUrl).port), clock, { marketOf: () => market, kalshi: { apiKeyId, privateKey } }),
  ) as [ReturnType<typeof tradingAt>, ReturnType<typeof tradingAt>];
  const half = { market: market.id, limitPrice: parsePrice('0.50') };
  await (await maker.prepare(order({ ...half, clientOrderId: 'm', side: 'no', timeInForce: 'gtc' }))).send();
  expect(await (await taker.prepare(order({ ...half, clientOrderId: 't' }))).send()).toMatchObject({
    kind: 'accepted',
  });
  expect(await taker.settlements([market.id])).toEqual([]);
  const before = (await taker.balance()).available;
  clock.leapTo(Date.parse(soonest.close_time));
  let [paid] = await taker.settlements([market.id]);
  for (; paid === undefined; [paid] = await taker.settlements([market.id])) clock.leapTo(clock.now() + STEP_MS);
  expect(paid).toMatchObject({ market: market.id });
  expect((await taker.balance()).available - before).toBe(paid.yesPayout * 1_000);
  expect(await taker.positions()).toEqual([]);
  stop();
  await Promise.all([taker.close(), maker.close()]);
  await simulator.close();
});
