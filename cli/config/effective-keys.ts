import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import { configDocument } from './document.js';
import { withoutCredentials } from './redact.js';

/** One key of the configuration in force. */
export interface EffectiveKey {
  readonly key: string;
  /** Secrets as `[set]`, credentials in addresses left out. */
  readonly value: unknown;
  /** `default`, `file`, the name of a variable, or an option. */
  readonly source: string;
}

const secrets = new Set(environmentKeys.filter((one) => one.secret).map((one) => one.path.join('.')));

/** Every key with its value and where it comes from, in the order of the schema. */
export function effectiveKeys({ config, sources }: LoadedConfig): readonly EffectiveKey[] {
  const keys: EffectiveKey[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name]);
      return;
    }
    const key = path.join('.');
    keys.push({ key, value: shown(key, value), source: sources.get(key) ?? 'default' });
  };
  walk(configDocument(config), []);
  return keys;
}

function shown(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (!secrets.has(key)) return withoutCredentials(value);
  return key.endsWith('Url') ? withoutCredentials(value) : '[set]';
}
