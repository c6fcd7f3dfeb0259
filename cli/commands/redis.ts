import { aclFile } from '@pm-arbitrage/core/bus/acl/acl-file.js';
import { agentNames } from '@pm-arbitrage/core/domain/agent-names.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';
import { addRedisGroups } from './redis-groups.js';

interface AclOptions {
  readonly dir: string;
  readonly host: string;
  readonly rotate?: boolean;
  readonly json?: boolean;
}

const ACL_FILE = 'users.acl';

export function addRedis(program: Command): void {
  const redis = program.command('redis').description('the bus on Redis');
  addAcl(redis);
  addRedisGroups(redis);
}

function addAcl(redis: Command): void {
  redis
    .command('acl')
    .description('make a Redis user for each kind of agent, which can use its channels and no other')
    .option('--dir <folder>', `where ${ACL_FILE} and the addresses go`, 'deploy/redis/local')
    .option('--host <host:port>', 'where the agents find Redis', 'redis:6379')
    .option('--rotate', 'make new passwords in place of those that are there')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Writes ${ACL_FILE} for the option "aclfile" of redis-server (it holds hashes only), and <agent>.env with the REDIS_URL of each
kind of agent. Give every process its own file and no other's. Redis 7 or newer.

Examples:
  redis acl
  redis acl --dir /etc/pm-arbitrage/redis --host redis.railway.internal:6379 --rotate`,
    )
    .action((options: AclOptions, command: Command) => {
      const { services } = readConfig(command.optsWithGlobals<GlobalOptions>()).config;
      const { dir, host } = options;
      const file = join(dir, ACL_FILE);
      if (existsSync(file) && !options.rotate)
        throw new CodedError(
          'redis.acl',
          `${file} is there already. --rotate makes new passwords; restart Redis and every agent then`,
        );
      const passwords = new Map(agentNames.map((agent) => [agent, randomBytes(24).toString('hex')] as const));
      mkdirSync(dir, { recursive: true });
      for (const [agent, password] of passwords) {
        const address = `REDIS_URL=redis://${agent}:${password}@${host}\n`;
        writeFileSync(join(dir, `${agent}.env`), address, { mode: 0o600 });
      }
      // Last: where it is, all the others are.
      writeFileSync(file, aclFile(passwords, services.redisPrefix));
      if (options.json) printJson({ file, agents: agentNames, prefix: services.redisPrefix });
      else
        printLine(
          `${passwords.size} users in ${file}. Start Redis with --aclfile, and each agent with its .env from there.`,
        );
    });
}
