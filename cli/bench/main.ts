import { writeFileSync } from 'node:fs';
import { runScannerBench } from '@pm-arbitrage/agents/bench/scanner.js';
import { runBusBench } from '@pm-arbitrage/core/bus/bench/bus.bench.js';
import { runCandidates } from './candidates.js';
import { runExecution } from './execution.js';
import { runFiveProcesses } from './five-processes.js';
import { ingestMissing, machine, runIngestWithCovers } from './ingest.js';
import { runLivePath } from './live-path.js';
import { runTickToTrade } from './tick-to-trade.js';

/* `pnpm bench [name…]`: every benchmark, or those named; a table for people, bench-results.json for machines. */

const only = new Set(process.argv.slice(2));
const results: Record<string, unknown> = { machine: machine(), at: new Date().toISOString() };
const round = (value: number) => Number(value.toPrecision(4));

async function section(
  name: string,
  title: string,
  run: () => Promise<readonly Record<string, unknown>[]>,
): Promise<void> {
  if (only.size > 0 && !only.has(name)) return;
  process.stdout.write(`\n${title}\n`);
  const rows = await run();
  results[name] = rows;
  console.table(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]),
      ),
    ),
  );
}

process.stdout.write(`${machine()}\n`);
await section('ingest', 'Ingest: wire frame to cover check, beside bare JSON.parse of the same frames', async () => {
  if (ingestMissing !== null) return [{ skipped: ingestMissing }];
  const { frames, bareMs, oursMs, ratio, covers } = await runIngestWithCovers();
  return [{ frames, covers, bareMs, oursMs, ratio, limit: 2, ok: ratio <= 2 }];
});
await section('scanner', 'Scanner: nanoseconds per price', async () => runScannerBench().map((row) => ({ ...row })));
await section('bus', 'Bus on Redis, beside bare ioredis', async () => (await runBusBench()).map((row) => ({ ...row })));
await section(
  'candidates',
  'Matcher: candidates from 30,000 × 30,000 made-up listings; recall counts the twins among at most 20 candidates',
  async () => runCandidates().map((row) => ({ ...row })),
);
await section(
  'trade',
  'Tick to trade in one process, ms; the total without commits should stay below 0.5 at p99',
  async () => (await runTickToTrade()).map((row) => ({ ...row })),
);
await section('processes', 'Tick to trade across five processes on Redis, ms', async () => {
  const { floor, idleFloor, own, commits } = await runFiveProcesses();
  return [
    { what: 'bare floor, 1,000 messages/s', ...floor },
    { what: 'bare floor at the pace of the trades', ...idleFloor },
    {
      what: 'tick to trade without commits',
      ...own,
      ratioP50: own.p50 / floor.p50,
      ratioP99: own.p99 / floor.p99,
      ok: own.p50 <= 1.5 * floor.p50 && own.p99 <= 2 * floor.p99,
    },
    { what: 'durable commits', ...commits },
  ];
});
await section(
  'live',
  'The live path on loopback: approval → both legs acknowledged, ms; at most 1.3 × its bare parts',
  async () => {
    const { disturbed, rows } = await runLivePath();
    return rows.map((row, index) => {
      if (index < rows.length - 1) return { ...row };
      const [ratioP50, ratioP99] = [row.p50 / row.bareP50, row.p99 / row.bareP99];
      return { ...row, disturbed, ratioP50, ratioP99, limit: 1.3, ok: ratioP50 <= 1.3 && ratioP99 <= 1.3 };
    });
  },
);
await section(
  'execution',
  'Execution: the live demo without faults, 60 s of one seed, beside what the product promises',
  async () => (await runExecution()).map((row) => ({ ...row })),
);
writeFileSync('bench-results.json', `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write('\nwritten to bench-results.json\n');
process.exit(0);
