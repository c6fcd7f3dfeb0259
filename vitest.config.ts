import { configDefaults, defineConfig } from 'vitest/config';

// Workspace packages resolve to their sources, so a test never runs against a stale build.
const conditions = ['source', 'node'];

/** Tests that start whole swarms of processes. They run after the others, one by one: together they starve each other. */
const swarms = [
  'cli/chaos/{chaos,two-executors}.test.ts',
  'cli/swarm/processes.test.ts',
  'cli/journal/recorded-run.test.ts',
  'cli/drills/drills.test.ts',
  'cli/demo/demo.test.ts',
  'cli/swarm/canaries.test.ts',
  'cli/deployment/container.test.ts',
  'dashboard/web/testing/page-on-demo.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // What hangs is a defect; what a busy machine does slowly is none.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['{core,adapters,agents,cli,dashboard,scripts,simulator}/**/*.test.ts'],
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
