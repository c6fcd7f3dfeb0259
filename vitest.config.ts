import { configDefaults, defineConfig } from 'vitest/config';

// Workspace packages resolve to their sources, so a test never runs against a stale build.
const conditions = ['source', 'node'];

/** Tests that start whole swarms of processes. They run after the others, one by one: together they starve each other. */
const swarms = ['cli/chaos/{chaos,two-executors}.test.ts', 'cli/swarm/processes.test.ts', 'cli/demo/demo.test.ts'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['{core,adapters,agents,cli,simulator}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**', ...swarms],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'swarms', include: swarms, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
