import { openCrypto } from '@pm-arbitrage/agents/oracle/open-crypto.js';
import { openEconomics } from '@pm-arbitrage/agents/oracle/open-economics.js';
import { openFlights } from '@pm-arbitrage/agents/oracle/open-flights.js';
import { openNews } from '@pm-arbitrage/agents/oracle/open-news.js';
import { openSports } from '@pm-arbitrage/agents/oracle/open-sports.js';
import { openWeather } from '@pm-arbitrage/agents/oracle/open-weather.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { watchedSymbols } from '@pm-arbitrage/core/config/watched-symbols.js';
import { type OracleTick, type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from './demo-config.js';

const PATIENCE = { timeout: 240_000, interval: 50 };
/** What markets of the demo make their oracles watch. */
const NEEDED: Readonly<Partial<Record<OracleType, readonly string[]>>> = {
  crypto: ['btc-usd'],
  weather: ['knyc', 'kaus'],
};
/** Sources that speak when something happens, which need not be now. */
const SELDOM = new Set(['polymarket-sports', 'opensky']);

let simulator: Simulator;
const sources: OracleSource[] = [];
const ticks: OracleTick[] = [];
const refused: string[] = [];

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 7,
    origin: systemClock.now(),
    clock: systemClock,
    participants: false,
  });
  const config = demoConfig(configSchema.parse({}), simulator.endpoints, 'unused');
  const context = {
    clock: systemClock,
    random: seededRandom(1),
    log: createLogger('silent'),
    config,
  } as unknown as AgentContext;
  const open = { openCrypto, openEconomics, openFlights, openNews, openSports, openWeather };
  for (const openType of Object.values(open)) sources.push(...openType(context));
  for (const source of sources) {
    source.watch([...watchedSymbols(config.oracles, source.type), ...(NEEDED[source.type] ?? [])]);
    void source.start({
      tick: (tick) => void ticks.push(tick),
      refused: ({ kind, message }) => void refused.push(`${kind}: ${message}`),
    });
  }
}, 240_000);

afterAll(async () => {
  await Promise.all(sources.map((source) => source.stop()));
  await simulator.close();
});

describe("the demo's oracles", () => {
  it('have sources of every kind, all of which work', async () => {
    expect(new Set(sources.map(({ type }) => type))).toEqual(new Set(oracleTypes));
    // Each for a moment: on a busy machine the quickest feeds count as silent now and then.
    const neverWell = () =>
      sources.filter(({ name }) => !well.has(name)).map((source) => [source.name, source.health()]);
    const well = new Set<string>();
    await expect
      .poll(() => {
        for (const source of sources) {
          const { connected, trouble } = source.health();
          // An answer that a stalled machine read late looks like a slow clock until the next one.
          if (connected && (trouble === null || trouble.startsWith('its clock is'))) well.add(source.name);
        }
        return neverWell();
      }, PATIENCE)
      .toEqual([]);
  }, 240_000);

  it('hear of what they watch, and of the days that markets of the demo are about', async () => {
    const speak = sources.filter(({ name }) => !SELDOM.has(name));
    await expect
      .poll(() => speak.filter((source) => source.health().ticks === 0).map(({ name }) => name), PATIENCE)
      .toEqual([]);
    const asked = simulator.world
      .current(simulator.world.worldTime(systemClock.now()))
      .filter(({ kind }) => kind === 'kalshi-temperature');
    expect(asked.length).toBeGreaterThanOrEqual(2);
    const tomorrow = new Date(systemClock.now() + 86_400_000).toISOString().slice(0, 10);
    const forecasts = () =>
      ticks
        .filter(({ fact }) => fact.kind === 'forecast' && fact.day === tomorrow)
        .map(({ symbol, source }) => `${symbol} ${source}`);
    await expect
      .poll(() => new Set(forecasts()), PATIENCE)
      .toEqual(
        new Set(
          ['knyc', 'kaus'].flatMap((place) => [
            `${place} nws`,
            `${place} openweather`,
            `${place} tomorrow`,
            `${place} open-meteo`,
          ]),
        ),
      );
    expect(refused.filter((one) => /malformed|defect|status/.test(one))).toEqual([]);
  }, 240_000);
});
