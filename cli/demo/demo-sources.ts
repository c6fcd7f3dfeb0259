import { effectiveKeys } from '@pm-arbitrage/core/config/effective-keys.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';

/** Where the keys of a demo's configuration come from: what differs from the configuration that was read is the demo's. */
export function demoSources(config: Config, read: LoadedConfig): ReadonlyMap<string, string> {
  const before = new Map(effectiveKeys(read).map(({ key, value }) => [key, JSON.stringify(value)]));
  const changed = effectiveKeys({ config, sources: new Map() }).filter(
    ({ key, value }) => before.get(key) !== JSON.stringify(value),
  );
  return new Map([...read.sources, ...changed.map(({ key }) => [key, 'demo'] as const)]);
}
