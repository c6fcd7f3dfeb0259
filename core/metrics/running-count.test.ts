import fc from 'fast-check';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { counterOf } from './meters.js';
import type { CounterDefinition } from './metric-definition.js';
import { RunningCount } from './running-count.js';

const definition: CounterDefinition<'of'> = {
  kind: 'counter',
  name: 'seen_total',
  help: 'seen',
  labels: { of: 'any' },
};

it('equals what the other counted, label by label, over every time that one began anew at zero', async () => {
  const step = fc.record({ of: fc.constantFrom('a', 'b'), add: fc.nat(1_000), anew: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const registry = new Registry();
      const count = new RunningCount(counterOf(registry, definition));
      const now: Record<string, number> = { a: 0, b: 0 };
      const all: Record<string, number> = { a: 0, b: 0 };
      for (const { of, add, anew } of steps) {
        if (anew) {
          now[of] = 0;
          count.reach({ of }, 0);
        }
        now[of] = (now[of] ?? 0) + add;
        all[of] = (all[of] ?? 0) + add;
        count.reach({ of }, now[of]);
      }
      const { values } = await counterOf(registry, definition).get();
      for (const of of ['a', 'b']) expect(values.find(({ labels }) => labels['of'] === of)?.value ?? 0).toBe(all[of]);
    }),
  );
});
