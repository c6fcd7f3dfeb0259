import { redisForTests } from '@pm-arbitrage/core/bus/test-redis.js';
import { afterAll, describe, expect, it } from 'vitest';
import { Cleanup } from './cleanup.js';
import { openDrillPlace } from './drill-place.js';
import { endOfDrills } from './run-drills.js';
import type { Fault } from './faults.js';
import { faults } from './faults.js';
import { postgresServerMissing } from './private-postgres.js';
import { runDrill } from './run-drill.js';

/** A machine five times slower waits as many times longer; the command measures, this only asks whether it comes. */
const WAIT_MS = 240_000;

const redis = await redisForTests();
if (!('unavailable' in redis)) await redis.stop();
const missing = postgresServerMissing() ?? ('unavailable' in redis ? `no Redis: ${redis.unavailable}` : null);
const cleanup = new Cleanup();
afterAll(() => cleanup.run(), 120_000);

/** Two faults at once, which is worse than one after the other, and quicker. */
const together = (one: Fault, other: Fault): Fault => ({
  name: `${one.name} and ${other.name}`,
  what: `${one.what}, and ${other.what}`,
  told: [...one.told, ...other.told],
  toldBack: [...one.toldBack, ...other.toldBack],
  missing: (place) => one.missing?.(place) ?? other.missing?.(place) ?? null,
  strike: async (place) => {
    await one.strike(place);
    await other.strike(place);
  },
  end: async (place) => {
    await one.end(place);
    await other.end(place);
  },
});

describe.skipIf(missing !== null)(`fault drills${missing === null ? '' : ` (${missing})`}`, () => {
  it(
    'a swarm that trades tells of a hung agent on a full disk and of Redis and Postgres away, and comes back by itself with its accounts whole',
    { timeout: 1_500_000 },
    async () => {
      const place = await openDrillPlace(cleanup);
      const first =
        'unavailable' in place.disk ? faults['agent-frozen'] : together(faults['agent-frozen'], faults.disk);
      for (const fault of [first, faults.both]) {
        const result = await runDrill(place, fault, { waitMs: WAIT_MS });
        expect(result).toMatchObject({ skipped: null, problems: [] });
      }
      const { conserved, trades } = await endOfDrills(place);
      expect(conserved).toBe(true);
      expect(trades.completed).toBeGreaterThan(0);
    },
  );
});
