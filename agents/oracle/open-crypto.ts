import { openBinance } from '@pm-arbitrage/adapters/oracles/crypto/binance/open-binance.js';
import { openCfBenchmarks } from '@pm-arbitrage/adapters/oracles/crypto/cf-benchmarks/open-cf-benchmarks.js';
import { openCoinbase } from '@pm-arbitrage/adapters/oracles/crypto/coinbase/open-coinbase.js';
import { openPolybolt } from '@pm-arbitrage/adapters/oracles/crypto/polybolt/open-polybolt.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { kalshiCredentials } from '../venue-watcher/kalshi-credentials.js';
import { sourceSettings } from './source-settings.js';

/** The sources of prices, as configured. One without its key is there, says so and stays off. */
export function openCrypto(context: AgentContext): readonly OracleSource[] {
  const { config } = context;
  const shared = sourceSettings(context);
  const { binanceUrl, binanceRestUrl, coinbaseUrl, polyboltUrl, cfBenchmarks, ...polybolt } = config.oracles.crypto;
  const { polyboltKey: apiKey, polyboltSecret: secret, polyboltPassphrase: passphrase } = polybolt;
  const credentials = apiKey === null || secret === null || passphrase === null ? null : { apiKey, secret, passphrase };
  const { kalshi } = config.venues;
  return [
    ...(binanceUrl === null ? [] : [openBinance({ ...shared, url: binanceUrl, restUrl: binanceRestUrl })]),
    ...(coinbaseUrl === null ? [] : [openCoinbase({ ...shared, url: coinbaseUrl })]),
    ...(polyboltUrl === null ? [] : [openPolybolt({ ...shared, url: polyboltUrl, credentials })]),
    ...(cfBenchmarks
      ? [openCfBenchmarks({ ...shared, url: kalshi.wsUrl, credentials: kalshiCredentials(kalshi) })]
      : []),
  ];
}
