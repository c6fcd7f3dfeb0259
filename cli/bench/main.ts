import { writeFileSync } from 'node:fs';
import { runScannerBench } from '@pm-arbitrage/agents/bench/scanner.js';
import { runBusBench } from '@pm-arbitrage/core/bus/bench/bus.bench.js';
import { runDashboardLoad } from '@pm-arbitrage/dashboard/server/bench/dashboard-load.js';
import { browserMissing, chromiumPath } from '@pm-arbitrage/dashboard/web/testing/browser-launch.js';
import { runPageSpeed } from '@pm-arbitrage/dashboard/web/testing/page-speed.js';
import { runCapacity, runScaleOut } from './capacity.js';
import { runCandidates } from './candidates.js';
import { checkEventModels } from './events/check-event-models.js';
import { runExecution } from './execution.js';
import { runFiveProcesses } from './five-processes.js';
import { ingestMissing, machine, runIngestWithCovers } from './ingest.js';
import { runLivePath } from './live-path.js';
import { runOracleToRequest } from './oracle-to-request.js';
import { checkDrawnModels } from '../weeks/drawn-model-check.js';
import { checkModels } from '../weeks/model-check.js';
import { runTenWorlds } from '../weeks/ten-worlds.js';
import { summariseStudy } from '../weeks/study-table.js';
import { runRecording } from './recording.js';
import { runReplaySpeed } from './replay/replay-speed.js';
import { recordingMissing } from './replay/stretched-recording.js';
import { runTickToTrade } from './tick-to-trade.js';
import { measureValueRates } from './value-rates.js';

/* `pnpm bench [name…]`: every benchmark, or those named; a table for people, bench-results.json for machines. */

const only = new Set(process.argv.slice(2));
/** A quarter of an hour to an hour each: run when they are asked for by name. */
const LONG: ReadonlySet<string> = new Set(['weeks', 'models', 'replay-large']);
/** Times the nine recorded quarters: more than 2 GB of text. */
const LARGE_ROUNDS = 17;
const results: Record<string, unknown> = { machine: machine(), at: new Date().toISOString() };
const round = (value: number) => Number(value.toPrecision(4));

async function section(
  name: string,
  title: string,
  run: () => Promise<readonly Record<string, unknown>[]>,
): Promise<void> {
  if (only.size > 0 ? !only.has(name) : LONG.has(name)) return;
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
await section('recording', 'Recorder: a million made-up frames through a spool into Parquet', async () => [
  await runRecording(),
]);
const replaySpeed = async (rounds: number) =>
  recordingMissing === null ? [{ ...(await runReplaySpeed(rounds)) }] : [{ skipped: recordingMissing }];
await section('replay', 'Replay: nine recorded quarters of an hour through the whole swarm, beside JSON.parse', () =>
  replaySpeed(1),
);
await section('replay-large', 'Replay of a recording of 2.2 GB: is memory flat?', () => replaySpeed(LARGE_ROUNDS));
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
await section('journal', 'The same while every agent that decides keeps a journal, ms', async () =>
  (await runTickToTrade({ journal: true })).map((row) => ({ ...row })),
);
await section('oracle', 'Oracle tick to trade request through scanner and oracle-sniper in one process, ms', async () =>
  (await runOracleToRequest()).map((row) => ({ ...row })),
);
await section('values', 'Fair values a second of processor time by model, all errors of the inputs given', async () =>
  measureValueRates().map((row) => ({ ...row })),
);
await section(
  'events',
  'Models of games, lows and flights on 2,000 resolved made-up markets each, beside who knows the true parameters; an excess of 0.02 is the limit',
  async () => checkEventModels(2_000).map((row) => ({ ...row, ok: row.excess <= 0.02 })),
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
await section(
  'capacity',
  'Capacity: what each agent costs while one venue with 500 markets sends more and more price updates',
  async () => (await runCapacity()).map((row) => ({ ...row })),
);
await section(
  'scanners',
  'One, two and four scanners that share 500 markets of one venue, twenty of each event',
  async () => (await runScaleOut()).map((row) => ({ ...row })),
);
await section(
  'dashboard',
  'Dashboard: 1,000 updates a second from the bus for a minute, 50 pages that follow everything, one client that never reads',
  async () => {
    const report = await runDashboardLoad({ seconds: 60, updatesPerSecond: 1_000, clients: 50 });
    const flat = report.heapLate <= report.heapEarly * 1.1 + 5;
    return [{ ...report, ok: flat && report.lost === 0 && report.stalledDroppedAfter !== null }];
  },
);
await section('page', 'The page: first paint, ms, and long tasks in a minute of 1,000 updates a second', async () => {
  if (chromiumPath === null) return [{ skipped: browserMissing.trim() }];
  const speed = await runPageSpeed(60);
  return [{ ...speed, ok: speed.paintP50 < 1_000 && speed.longTaskP95 < 100 && speed.errors === 0 }];
});
await section(
  'models',
  'Models on resolved simulated markets, beside who knows the true parameters; an excess of 0.02 is the limit',
  async () => [...checkModels(530), ...checkDrawnModels(4_000)].map((row) => ({ ...row, ok: row.excess <= 0.02 })),
);
await section('weeks', 'Ten worlds of seven days and their control worlds, all strategies on', async () => {
  const reports = await runTenWorlds();
  results['worlds'] = reports;
  return summariseStudy(reports).map(({ strategies, ...row }) => ({ ...row, strategies: JSON.stringify(strategies) }));
});
writeFileSync('bench-results.json', `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write('\nwritten to bench-results.json\n');
process.exit(0);
