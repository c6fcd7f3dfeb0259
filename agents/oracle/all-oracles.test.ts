import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { describe, expect, it } from 'vitest';
import { allOracles } from './all-oracles.js';
import { openEconomics } from './open-economics.js';
import { openFlights } from './open-flights.js';
import { openNews } from './open-news.js';
import { openSports } from './open-sports.js';
import { openWeather } from './open-weather.js';

const of = (run: readonly string[]) => allOracles(configSchema.parse({ oracles: { run } }));

describe('allOracles', () => {
  it('runs each oracle that is asked for once, whatever its kind', () => {
    expect(of([])).toEqual([]);
    expect(of(['crypto', 'crypto'])).toHaveLength(1);
    expect(of(oracleTypes).map(agentLabel)).toEqual(oracleTypes.map((type) => `oracle:${type}`));
  });
});

describe('the sources of an oracle', () => {
  const contextOf = (oracles: unknown) =>
    ({
      clock: new SimulatedClock(Date.UTC(2026, 10, 21, 12)),
      random: seededRandom(1),
      log: createLogger('silent'),
      config: configSchema.parse({ oracles }),
    }) as unknown as AgentContext;
  const troubles = (open: (context: AgentContext) => ReturnType<typeof openWeather>, oracles: unknown = {}) =>
    Object.fromEntries(open(contextOf(oracles)).map((source) => [source.name, source.health().trouble]));

  it.each([
    [
      openWeather,
      {
        nws: /NWS_USER_AGENT/,
        openweather: /OPENWEATHER_API_KEY/,
        tomorrow: /TOMORROW_API_KEY/,
        'open-meteo': /OPEN_METEO_API_KEY/,
      },
    ],
    [openSports, { espn: null, 'polymarket-sports': null, 'odds-api': /ODDS_API_KEY/ }],
    [openNews, { rss: /oracles\.news\.feeds/, gdelt: /oracles\.news\.searches/ }],
    [openFlights, { aeroapi: /AEROAPI_KEY/, opensky: /OPENSKY_CLIENT_ID and OPENSKY_CLIENT_SECRET/ }],
    [openEconomics, { fred: /FRED_API_KEY/, bls: /BLS_API_KEY/, 'federal-reserve': null }],
  ])('say what to set where they have no key: %o', (open, expected) => {
    const found = troubles(open);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, pattern] of Object.entries(expected))
      if (pattern === null) expect(found[name]).toBeNull();
      else expect(found[name]).toMatch(pattern);
  });

  it('work with their keys, and are left out where their address is null', () => {
    expect(
      troubles(openWeather, {
        weather: { nwsUserAgent: '(x, me@example.com)', openWeatherKey: 'k', tomorrowUrl: null, openMeteoKey: 'k' },
      }),
    ).toEqual({ nws: null, openweather: null, 'open-meteo': null });
    expect(
      troubles(openFlights, { flights: { aeroApiKey: 'k', openSkyClientId: 'i', openSkyClientSecret: 's' } }),
    ).toEqual({ aeroapi: null, opensky: null });
    expect(troubles(openEconomics, { economics: { fredKey: 'k', blsKey: 'k', fedUrl: null } })).toEqual({
      fred: null,
      bls: null,
    });
  });

  it('does not listen with half of the credentials', () => {
    expect(troubles(openFlights, { flights: { openSkyClientId: 'i' } })['opensky']).toMatch(/OPENSKY_CLIENT_SECRET/);
  });
});
