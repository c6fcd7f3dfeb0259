import { createHash } from 'node:crypto';
import { canonicalJson } from '../approval/canonical-json.js';
import { effectiveKeys } from '../config/effective-keys.js';
import type { Config } from '../config/schema.js';
import type { Fact } from './record-fact.js';

/**
 * With what a process began: its agents, and the hash of every key in force. Of secrets only whether they are set goes
 * into the hash, so that it tells nothing about them. `now` Unix ms.
 */
export function configurationFact(config: Config, agents: readonly string[], now: number): Fact {
  const keys = effectiveKeys({ config, sources: new Map() }).map(({ key, value }) => [key, value]);
  const sha256 = createHash('sha256')
    .update(canonicalJson(Object.fromEntries(keys)))
    .digest('hex');
  const detail = { mode: config.mode, agents, sha256, node: process.version };
  return { kind: 'configuration', subject: sha256, tradeId: null, at: now, detail };
}
