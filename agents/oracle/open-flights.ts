import { openAeroApi } from '@pm-arbitrage/adapters/oracles/flights/aeroapi/open-aeroapi.js';
import { openOpenSky } from '@pm-arbitrage/adapters/oracles/flights/opensky/open-opensky.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sourceSettings } from './source-settings.js';

/** The sources of flights, as configured. One without its key is there, says so and stays off. */
export function openFlights(context: AgentContext): readonly OracleSource[] {
  const shared = sourceSettings(context);
  const { aeroApiUrl, aeroApiKey, aeroApiPerMinute, aeroApiPerDay, openSkyUrl, ...sky } =
    context.config.oracles.flights;
  const { openSkyTokenUrl, openSkyClientId: id, openSkyClientSecret: secret, openSkyBox, openSkyCredits } = sky;
  return [
    ...(aeroApiUrl === null
      ? []
      : [
          openAeroApi({
            ...shared,
            url: aeroApiUrl,
            apiKey: aeroApiKey,
            perMinute: aeroApiPerMinute,
            perDay: aeroApiPerDay,
          }),
        ]),
    ...(openSkyUrl === null
      ? []
      : [
          openOpenSky({
            ...shared,
            url: openSkyUrl,
            tokenUrl: openSkyTokenUrl,
            client: id === null || secret === null ? null : { id, secret },
            box: openSkyBox,
            daily: openSkyCredits,
          }),
        ]),
  ];
}
