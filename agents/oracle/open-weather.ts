import { openNws } from '@pm-arbitrage/adapters/oracles/weather/nws/open-nws.js';
import { openOpenMeteo } from '@pm-arbitrage/adapters/oracles/weather/open-meteo/open-open-meteo.js';
import { openOpenWeather } from '@pm-arbitrage/adapters/oracles/weather/openweather/open-openweather.js';
import { openTomorrow } from '@pm-arbitrage/adapters/oracles/weather/tomorrow/open-tomorrow.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sourceSettings } from './source-settings.js';

/** Open-Meteo serves those who pay from another host. */
const FREE_HOST = 'https://api.open-meteo.com';
const PAID_HOST = 'https://customer-api.open-meteo.com';

/** The sources of temperatures, as configured. One without its key is there, says so and stays off. */
export function openWeather(context: AgentContext): readonly OracleSource[] {
  const shared = sourceSettings(context);
  const { weather } = context.config.oracles;
  const { nwsUrl, openWeatherUrl, tomorrowUrl, openMeteoUrl, openMeteoKey, openMeteoNonCommercial } = weather;
  const meteoHost = openMeteoKey !== null && openMeteoUrl === FREE_HOST ? PAID_HOST : openMeteoUrl;
  return [
    ...(nwsUrl === null ? [] : [openNws({ ...shared, url: nwsUrl, userAgent: weather.nwsUserAgent ?? '' })]),
    ...(openWeatherUrl === null
      ? []
      : [openOpenWeather({ ...shared, url: openWeatherUrl, apiKey: weather.openWeatherKey })]),
    ...(tomorrowUrl === null ? [] : [openTomorrow({ ...shared, url: tomorrowUrl, apiKey: weather.tomorrowKey })]),
    ...(meteoHost === null
      ? []
      : [openOpenMeteo({ ...shared, url: meteoHost, apiKey: openMeteoKey, nonCommercial: openMeteoNonCommercial })]),
  ];
}
