import { expect, it } from 'vitest';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { aMarket, T0 } from './executor-fixtures.js';
import { costByPot, Funds, potOf } from './funds.js';

const crypto = aMarket('kalshi', 'BTC', { routing: { platform: 'kalshi', exchangeIndex: 2 } });
const other = aMarket('kalshi', 'RAIN');
const wallet = aMarket('polymarket', 'P');

/** Venues that count how often they are asked for a balance. */
function setUp() {
  const clock = new SimulatedClock(T0);
  const truth = new Map([
    ['kalshi:0', parseUsd('10')],
    ['kalshi:2', parseUsd('20')],
    ['polymarket', parseUsd('30')],
  ]);
  const asked: string[] = [];
  const markets = [crypto, other, wallet];
  const venueOf = (platform: Platform): TradingVenue =>
    ({
      platform,
      balance: async (id?: string) => {
        const pot = potOf(markets.find((market) => market.id === id)!);
        asked.push(pot);
        const available = truth.get(pot);
        if (available === undefined) throw new Error('no answer');
        return { available, reserved: ZERO_USD };
      },
    }) as Partial<TradingVenue> as TradingVenue;
  const venues = new Map<Platform, TradingVenue>([
    ['kalshi', venueOf('kalshi')],
    ['polymarket', venueOf('polymarket')],
  ]);
  return { asked, clock, funds: new Funds({ venues, clock, log: createLogger('silent') }), truth };
}

it('keeps cash apart by exchange shard and by venue', async () => {
  const { funds } = setUp();
  expect(await funds.available([crypto, other, wallet])).toEqual(
    new Map([
      ['kalshi:2', parseUsd('20')],
      ['kalshi:0', parseUsd('10')],
      ['polymarket', parseUsd('30')],
    ]),
  );
});

it('believes a balance for five seconds, and no trade waits for it while it is fresh', async () => {
  const { asked, clock, funds } = setUp();
  await funds.available([wallet]);
  clock.advanceBy(5_000);
  await funds.available([wallet]);
  expect(asked).toEqual(['polymarket']);
  clock.advanceBy(1);
  await funds.available([wallet]);
  expect(asked).toEqual(['polymarket', 'polymarket']);
});

it('never shows reserved cash as free, and frees it only after the venue was read again', async () => {
  const { funds, truth } = setUp();
  await funds.available([wallet]);
  funds.reserve('t1', costByPot([{ market: wallet, cost: parseUsd('25') }]));
  expect(await funds.available([wallet])).toEqual(new Map([['polymarket', parseUsd('5')]]));
  truth.set('polymarket', parseUsd('6'));
  await funds.release('t1');
  expect(await funds.available([wallet])).toEqual(new Map([['polymarket', parseUsd('6')]]));
});

it('refuses to answer from a balance that is old and cannot be read', async () => {
  const { clock, funds, truth } = setUp();
  await funds.available([wallet]);
  truth.delete('polymarket');
  await funds.refresh();
  expect(await funds.available([wallet])).toEqual(new Map([['polymarket', parseUsd('30')]]));
  clock.advanceBy(5_001);
  await expect(funds.available([wallet])).rejects.toThrow('no answer');
});
