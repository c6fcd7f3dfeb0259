import { configDocument } from './document.js';
import { environmentKeys } from './environment.js';
import type { LoadedConfig } from './load-config.js';
import { withoutCredentials, withoutSecrets } from './redact.js';

/** One key of the configuration in force. */
export interface EffectiveKey {
  readonly key: string;
  /** Secrets as `[set]`, credentials in addresses left out. */
  readonly value: unknown;
  /** `default`, `file`, the name of a variable, an option, or `secrets`: stored in the database. */
  readonly source: string;
}

const secrets = new Set(environmentKeys.filter((one) => one.secret).map((one) => one.path.join('.')));
/** Names of secrets wherever they stand, as in lists of keys that no variable names. */
const SECRET_NAME = /(privateKey|token|secret|password|passwordHash|apiKey|secretsKey)$/i;

/** Every key with its value and where it comes from, in the order of the schema. */
export function effectiveKeys({ config, sources }: LoadedConfig): readonly EffectiveKey[] {
  const keys: EffectiveKey[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (isTree(value)) {
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name]);
      return;
    }
    const key = path.join('.');
    keys.push({ key, value: shown(key, value), source: sources.get(key) ?? 'default' });
  };
  walk(configDocument(config), []);
  return keys;
}

/** The same where the database holds secrets of these dotted keys: they are in force where file and environment name nothing. */
export const withStoredKeys = (keys: readonly EffectiveKey[], stored: ReadonlySet<string>): readonly EffectiveKey[] =>
  keys.map((one) => (one.value === null && stored.has(one.key) ? { ...one, value: '[set]', source: 'secrets' } : one));

const isTree = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value without what nobody may see. @param key dotted path; of what stands in a list, the list's and its own name */
function shown(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => shown(key, one));
  if (isTree(value))
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, shown(`${key}.${name}`, child)]));
  if (typeof value !== 'string') return value;
  if (!secrets.has(key) && !SECRET_NAME.test(key)) return withoutCredentials(value);
  return key.endsWith('Url') ? withoutSecrets(value) : '[set]';
}
