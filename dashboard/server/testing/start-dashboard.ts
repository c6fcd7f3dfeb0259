import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { effectiveKeys } from '@pm-arbitrage/core/config/effective-keys.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { Registry } from 'prom-client';
import { csrfHeader, type Role, type SessionView } from '../../protocol/session.js';
import { dashboardAddress } from '../address.js';
import { dashboard } from '../agent.js';
import { LoginLinks } from '../auth/login-links.js';

/** Somebody who is logged in. */
export interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
}

export interface TestDashboard {
  readonly url: string;
  readonly config: Config;
  readonly dataDir: string;
  readonly hub: MemoryHub;
  readonly bus: MemoryBus;
  readonly hot: MemoryHotState;
  readonly halt: HaltState;
  readonly haltFile: HaltFile;
  /** What was logged, a line each. */
  readonly logged: readonly string[];
  /** The small facts of its heartbeat. */
  details(): Readonly<Record<string, unknown>>;
  /** Somebody who used a one-time link. */
  enter(role: Role): Promise<Visitor>;
  /** A request as the page sends it. */
  ask(path: string, as: Visitor | null, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

/** The dashboard on a free port, on a bus of its own. @param on shares the folder or the bus of another */
export async function startDashboard(
  database: Database,
  change: Partial<Config> = {},
  on: {
    readonly dataDir?: string;
    readonly hub?: MemoryHub;
    readonly clock?: Clock;
    readonly log?: 'debug' | 'silent';
  } = {},
): Promise<TestDashboard> {
  const clock = on.clock ?? systemClock;
  const dataDir = on.dataDir ?? mkdtempSync(join(tmpdir(), 'dashboard-'));
  const defaults = configSchema.parse({});
  const config: Config = {
    ...defaults,
    ...change,
    dashboard: { ...defaults.dashboard, port: 0, ...change.dashboard },
    services: { ...defaults.services, ...change.services, dataDir },
  };
  const hub = on.hub ?? new MemoryHub();
  const hot = new MemoryHotState(clock);
  const halt = new HaltState();
  const haltFile = new HaltFile(dataDir);
  const logged: string[] = [];
  const agent = await runAgent(dashboard(effectiveKeys({ config, sources: new Map() })), {
    config,
    clock,
    random: seededRandom(1),
    ids: randomIds,
    log: createLogger(on.log ?? 'debug', { write: (line) => void logged.push(line) }),
    database,
    hot,
    metrics: new Registry(),
    halt,
    haltFile,
    busFor: (source) => new MemoryBus(hub, { source, clock, ids: randomIds }),
    close: async () => undefined,
  });
  const url = dashboardAddress(dataDir) ?? '';
  const ask: TestDashboard['ask'] = (path, as, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(as === null ? {} : { cookie: as.cookie }),
        ...(body === undefined ? {} : { origin: url, 'content-type': 'application/json' }),
        ...(body === undefined || as === null ? {} : { [csrfHeader]: as.csrf }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
  return {
    url,
    config,
    dataDir,
    hub,
    hot,
    halt,
    haltFile,
    logged,
    bus: new MemoryBus(hub, { source: 'tester', clock, ids: randomIds }),
    details: () => agent.heartbeat().details,
    ask,
    async enter(role) {
      const token = new LoginLinks(dataDir).create(role, clock.now());
      const answer = await ask('/api/v1/login', null, { token });
      const { csrf } = (await answer.json()) as SessionView;
      return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', csrf: csrf ?? '' };
    },
    stop: () => agent.stop(),
  };
}
