import { readFileSync } from 'node:fs';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { environmentKeys, paperTradingVariable } from '@pm-arbitrage/core/config/environment.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configDocument } from '../config/document.js';

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
    readonly image?: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly volumes?: readonly string[];
    readonly healthcheck?: unknown;
    readonly restart?: string;
  }
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
  const agents = Object.entries(services).filter(([, service]) => service.command?.[0] === 'agent');

  it('runs every agent, each once, under its name', () => {
    const labels = allAgents(defaults).map(agentLabel);
    expect(agents.map(([, service]) => service.command?.[1]).toSorted()).toEqual([...labels].toSorted());
    for (const [name, { command }] of agents) expect(name).toBe(command?.[1]?.replace(':', '-'));
  });

  it.each(agents)(
    'gives %s Redis, Postgres, the shared halt file, paper trading and a health check',
    (_name, service) => {
      expect(service).toMatchObject({
        environment: {
          PAPER_TRADING: 'true',
          DATA_DIR: '/data',
          DATABASE_URL: expect.stringMatching(/^postgres:/) as string,
          REDIS_URL: expect.stringMatching(/^redis:/) as string,
        },
        restart: 'unless-stopped',
        healthcheck: expect.anything() as unknown,
      });
      expect(service.volumes).toContain('data:/data');
      // A variable that nobody reads is a mistake in its name.
      const known = new Set<string>([...environmentKeys.map(({ variable }) => variable), paperTradingVariable]);
      expect(Object.keys(service.environment ?? {}).filter((variable) => !known.has(variable))).toEqual([]);
    },
  );

  it('keeps Redis append-only', () => {
    expect(services['redis']?.command?.join(' ')).toMatch(/--appendonly yes/);
  });
});

it('the image holds every workspace package and runs as nobody special', () => {
  const file = read('Dockerfile');
  const { packages } = parse(read('pnpm-workspace.yaml')) as { packages: string[] };
  for (const name of packages) expect(file).toContain(`COPY ${name}/package.json ${name}/`);
  expect(file).toMatch(/^USER node$/m);
});
