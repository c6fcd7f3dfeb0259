import { existsSync, readFileSync } from 'node:fs';
import { environmentKeys, paperTradingVariable } from '@pm-arbitrage/core/config/environment.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configDocument } from '@pm-arbitrage/core/config/document.js';
import { swarmAgents } from '../swarm/swarm-agents.js';
import { composeProblems } from './compose-problems.js';
import { railwaySchema } from './railway-schema.js';

const path = (name: string) => new URL(`../../${name}`, import.meta.url).pathname;
const read = (name: string) => readFileSync(path(name), 'utf8');
const defaults = configSchema.parse({});

describe('config.example.yaml', () => {
  it('is valid and changes nothing', () => {
    expect(loadConfig({ file: path('config.example.yaml'), environment: {} }).config).toEqual(defaults);
  });

  it('names every key', () => {
    expect(parse(read('config.example.yaml'))).toEqual(configDocument(defaults));
  });

  it('explains every limit and period', () => {
    const lines = read('config.example.yaml').split('\n');
    const explained = (index: number): boolean => {
      const before = lines[index - 1] ?? '';
      // A comment may speak for the two or three keys under it.
      return /^\s*#/.test(before) || (/^\s+\w+: \S/.test(before) && explained(index - 1));
    };
    const bare = lines.flatMap((line, index) => (/^\s+\w+: \d/.test(line) && !explained(index) ? [line] : []));
    expect(bare).toEqual([]);
  });
});

it('a configuration written as a document reads back the same', () => {
  const changed = configSchema.parse({
    capital: { kalshi: '12.345678' },
    risk: { minTrade: '0.5' },
    services: { opsPort: 9464 },
  });
  expect(configSchema.parse(JSON.parse(JSON.stringify(configDocument(changed))))).toEqual(changed);
});

it('.env.example names every variable that is read, and no other', () => {
  const named = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(
    [...environmentKeys.map(({ variable }) => variable), paperTradingVariable].toSorted(),
  );
});

describe('docker-compose.yml', () => {
  interface Service {
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly env_file?: string;
    readonly volumes?: readonly string[];
    readonly profiles?: readonly string[];
    readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  }
  const document = parse(read('docker-compose.yml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: Readonly<Record<string, unknown>>;
  };
  const { services } = document;
  const agents = Object.entries(services).filter(([, service]) => service.command?.[0] === 'agent');
  const deployed = loadConfig({ file: path('deploy/config.yaml'), environment: {} });

  it('is valid by the schema of the Compose specification', () => {
    expect(composeProblems(document)).toEqual([]);
    expect(composeProblems({ services: { redis: { imag: 'redis' } } })).not.toEqual([]);
  });

  it('runs every agent that deploy/config.yaml asks for, each once, under its name', () => {
    const labels = swarmAgents(deployed).map(agentLabel);
    const always = agents.filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([, service]) => service.command?.[1]).toSorted()).toEqual([...labels].toSorted());
    for (const [name, { command }] of agents) expect(name).toBe(command?.[1]?.replace(':', '-'));
  });

  it('runs chat bots and news where their profiles are asked for, with what each of them needs and no more', () => {
    const own = (profile: string) => {
      const chosen = agents.filter(([, { profiles }]) => profiles?.includes(profile));
      const given = chosen.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
      const everybody = new Set(Object.keys(services['auditor']?.environment ?? {}));
      return { chosen, variables: given.filter((variable) => !everybody.has(variable)) };
    };
    const set = (variables: readonly string[]) =>
      Object.fromEntries(variables.map((variable) => [variable, /_ID$|USERS$|ROLES$/.test(variable) ? '4711' : 'x']));
    const always = new Set(swarmAgents(deployed).map(agentLabel));
    const added = (environment: Readonly<Record<string, string>>, news: readonly 'news'[] = []) => {
      const { config, sources } = loadConfig({ file: path('deploy/config.yaml'), environment });
      const withNews = { ...config, oracles: { ...config.oracles, run: [...config.oracles.run, ...news] } };
      return swarmAgents({ config: withNews, sources })
        .map(agentLabel)
        .filter((label) => !always.has(label));
    };
    for (const profile of ['telegram', 'discord']) {
      const { chosen, variables } = own(profile);
      const labels = chosen.map(([, { command }]) => command?.[1]);
      expect(added(set(variables))).toEqual(labels);
      for (const missing of variables) {
        const rest = set(variables.filter((variable) => variable !== missing));
        // Without any one of them there is no bot, or the configuration is refused.
        expect(() => {
          if (added(rest).length > 0) return;
          throw new Error('no bot');
        }).toThrow();
      }
    }
    expect(own('news').variables).toEqual(['ANTHROPIC_API_KEY']);
    expect(added({}, ['news']).toSorted()).toEqual(
      own('news')
        .chosen.map(([, { command }]) => command?.[1])
        .toSorted(),
    );
  });

  it.each(agents)('gives %s its own Redis user, Postgres, the shared halt file and paper trading', (_name, service) => {
    const kind = service.command?.[1]?.split(':')[0];
    expect(service).toMatchObject({
      env_file: `deploy/redis/local/${kind}.env`,
      environment: {
        PAPER_TRADING: '${PAPER_TRADING:-true}',
        DATA_DIR: '/data',
        DATABASE_URL: expect.stringMatching(/^postgres:/) as string,
      },
      restart: 'unless-stopped',
    });
    expect(service.volumes).toContain('data:/data');
    // A variable that nobody reads is a mistake in its name.
    const known = new Set<string>([...environmentKeys.map(({ variable }) => variable), paperTradingVariable]);
    expect(Object.keys(service.environment ?? {}).filter((variable) => !known.has(variable))).toEqual([]);
  });

  it('gives a secret to those who need it, and to nobody else', () => {
    const holders = (variable: string) =>
      agents.filter(([, { environment }]) => variable in (environment ?? {})).map(([name]) => name);
    expect(holders('POLYMARKET_PRIVATE_KEY')).toEqual(['executor']);
    expect(holders('GUARDIAN_PRIVATE_KEY')).toEqual(['risk-guardian']);
    expect(holders('KALSHI_PRIVATE_KEY').toSorted()).toEqual(['executor', 'oracle-crypto', 'venue-watcher-kalshi']);
    // The bus and the database are everybody's; each agent is somebody else on the bus. The last two need agents that
    // deploy/config.yaml leaves out.
    const shared = ['DATABASE_URL', 'REDIS_URL', 'AEROAPI_KEY', 'OPENSKY_CLIENT_SECRET'];
    for (const { variable, secret } of environmentKeys) {
      if (!secret || shared.includes(variable)) continue;
      const found = holders(variable);
      expect(found.length, `${variable} is given to nobody`).toBeGreaterThan(0);
      expect(found.length, `${variable} is given to ${found.join(', ')}`).toBeLessThanOrEqual(3);
    }
  });

  it('names only volumes and services that there are', () => {
    for (const service of Object.values(services)) {
      for (const volume of service.volumes ?? []) {
        const [from = ''] = volume.split(':');
        if (!from.startsWith('.')) expect(document.volumes).toHaveProperty(from);
        else if (!from.endsWith('redis/local')) expect(path(from)).toSatisfy(existsSync);
      }
      const after = service.depends_on ?? {};
      for (const name of Array.isArray(after) ? after : Object.keys(after)) expect(services).toHaveProperty(name);
    }
  });

  it('keeps Redis append-only, with users', () => {
    expect(services['redis']?.command?.join(' ')).toMatch(/--appendonly yes .*--aclfile/);
  });
});

describe('railway.json', () => {
  it('has only keys that Railway knows, and never two of one agent on purpose', () => {
    const { deploy } = railwaySchema.parse(JSON.parse(read('railway.json')));
    expect(deploy).toMatchObject({ numReplicas: 1, overlapSeconds: 0, restartPolicyType: 'ALWAYS' });
    // The swarm ends in good order within 15 s.
    expect(deploy.drainingSeconds).toBeGreaterThanOrEqual(15);
  });
});

it('the image holds every workspace package and runs as nobody special', () => {
  const file = read('Dockerfile');
  const { packages } = parse(read('pnpm-workspace.yaml')) as { packages: string[] };
  for (const name of packages) expect(file).toContain(`COPY ${name}/package.json ${name}/`);
  expect(file).toMatch(/^USER node$/m);
});
