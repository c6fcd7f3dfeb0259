import { openBls } from '@pm-arbitrage/adapters/oracles/economics/bls/open-bls.js';
import { openFed } from '@pm-arbitrage/adapters/oracles/economics/fed/open-fed.js';
import { openFred } from '@pm-arbitrage/adapters/oracles/economics/fred/open-fred.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sourceSettings } from './source-settings.js';

const unixMs = (times: readonly string[]): readonly number[] => times.map((time) => Date.parse(time));

/** The sources of published figures, as configured. One without its key is there, says so and stays off. */
export function openEconomics(context: AgentContext): readonly OracleSource[] {
  const shared = sourceSettings(context);
  const { fredUrl, fredKey, blsUrl, blsKey, fedUrl, ...times } = context.config.oracles.economics;
  const releases = unixMs(times.releases);
  return [
    ...(fredUrl === null ? [] : [openFred({ ...shared, url: fredUrl, apiKey: fredKey, releases })]),
    ...(blsUrl === null ? [] : [openBls({ ...shared, url: blsUrl, apiKey: blsKey, releases })]),
    ...(fedUrl === null ? [] : [openFed({ ...shared, url: fedUrl, releases: unixMs(times.statements) })]),
  ];
}
