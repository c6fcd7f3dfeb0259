import type { Clock } from '../../clock/clock.js';
import { CodedError } from '../../errors/coded-error.js';
import { createLogger } from '../../log/logger.js';
import { newRegistry } from '../../metrics/new-registry.js';
import type { Config } from '../../config/schema.js';
import { HaltFile } from '../../runtime/halt-file.js';
import { HaltState } from '../../runtime/halt-state.js';
import type { Services } from '../../runtime/services.js';

/** What lies beyond the edge of a replayed agent: nothing. Whoever reaches it went around the edge. */
export function noServices(config: Config): Services {
  const silentClock: Clock = {
    now: () => nothing('the clock'),
    monotonic: () => nothing('the clock'),
    after: () => () => undefined,
    every: () => () => undefined,
  };
  const none = new Proxy({}, { get: (_target, name) => (name === '$client' ? none : noneOf(name)) }) as never;
  return {
    config,
    clock: silentClock,
    random: { next: () => nothing('chance') },
    ids: { next: () => nothing('ids') },
    log: createLogger('silent'),
    database: { queries: none, underWay: () => 0 } as unknown as Services['database'],
    hot: none,
    metrics: newRegistry(),
    halt: new HaltState(),
    haltFile: new HaltFile(config.services.dataDir),
    busFor: () => silentBus,
    close: async () => undefined,
  };
}

const zero = { published: 0, delivered: 0, conflated: 0, redelivered: 0, invalid: 0, parked: 0, gaps: 0 };
const silentBus = { counters: () => zero } as unknown as ReturnType<Services['busFor']>;

const noneOf = (name: string | symbol) => () => nothing(String(name));

function nothing(what: string): never {
  throw new CodedError(
    'journal.around',
    `A replayed agent went around its edge to ${what}; see core/journal/edge/edge.ts`,
    {
      what,
    },
  );
}
