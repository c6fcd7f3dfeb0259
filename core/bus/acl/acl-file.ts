import { createHash } from 'node:crypto';
import type { AgentName } from '../../domain/agent-names.js';
import { aclRules } from './acl-rules.js';

/**
 * The text of a Redis ACL file (`aclfile`): one user for each agent, known by the hash of its password, and nobody who is
 * not named. `health` may say that the server lives.
 */
export function aclFile(passwords: ReadonlyMap<AgentName, string>, prefix: string): string {
  const users = [...passwords].map(([agent, password]) => {
    const hash = createHash('sha256').update(password).digest('hex');
    return `user ${agent} reset on #${hash} ${aclRules(agent, prefix).join(' ')}`;
  });
  return `${['user default reset on nopass -@all +ping', ...users].join('\n')}\n`;
}
