import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext, AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { oracleAgent } from './agent.js';
import { needsOf } from './needs-of.js';
import { openCrypto } from './open-crypto.js';
import { openEconomics } from './open-economics.js';
import { openFlights } from './open-flights.js';
import { openNews } from './open-news.js';
import { openSports } from './open-sports.js';
import { openWeather } from './open-weather.js';

const sourcesOf: Readonly<Record<OracleType, (context: AgentContext) => readonly OracleSource[]>> = {
  crypto: openCrypto,
  weather: openWeather,
  sports: openSports,
  news: openNews,
  flights: openFlights,
  economics: openEconomics,
};

/** The oracles that a configuration asks for, each once. */
export const allOracles = ({ oracles }: Config): readonly AgentDefinition[] =>
  [...new Set(oracles.run)].map((type) => oracleAgent(type, { open: sourcesOf[type], needsOf }));
