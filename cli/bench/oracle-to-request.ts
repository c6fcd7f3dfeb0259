import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { opportunityScanner } from '@pm-arbitrage/agents/opportunity-scanner/agent.js';
import { strategyAgent } from '@pm-arbitrage/agents/strategy/agent.js';
import { anAllocation, anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { benchConfig } from './bench-config.js';
import { OracleWorld } from './oracle-world.js';
import { percentile } from './percentile.js';

export interface OracleTiming {
  readonly hop: string;
  /** ms */
  readonly p50: number;
  readonly p99: number;
}

const WARM_UP = 30;
const TICKS = 300;
/** Values of one symbol follow each other 50 ms apart, and a cover that was refused is left alone for a second. */
const PAUSE_MS = 60;
const STRATEGY = 'oracle-sniper';
const TOO_LONG_MS = 10_000;

/**
 * An index tick goes in, all strikes on it are valued, the one whose price lags is reported, and the sniper asks for it:
 * scanner and strategy in one process on the memory bus. Each tick meets another market, whose book stood before it.
 */
export async function runOracleToRequest(): Promise<readonly OracleTiming[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-bench-'));
  const config = benchConfig({ dataDir });
  const services = await openServices({ config, log: createLogger('error'), ephemeral: true });
  const bus = services.busFor('oracle');
  const agents: AgentHandle[] = [];
  try {
    await storeAllocation(services.database.queries, anAllocation([anEntry(STRATEGY, '1000000')]));
    agents.push(await runAgent(opportunityScanner(), services));
    agents.push(await runAgent(strategyAgent(STRATEGY), services));
    let opportunityAt = 0;
    let asked: (request: TradeRequest) => void = () => undefined;
    await bus.follow([channels.opportunities], ({ kind }) => {
      if (kind === 'fair-value' && opportunityAt === 0) opportunityAt = performance.now();
    });
    await bus.consume(channels.tradeRequests, { group: 'bench', consumer: 'bench' }, async (request) => asked(request));

    const world = new OracleWorld(bus, systemClock);
    await world.list();
    await until(() => agents[0]?.heartbeat().details['understood'] === world.size);
    await world.warmUp();

    const [found, requested, all]: [number[], number[], number[]] = [[], [], []];
    for (let turn = 0; turn < WARM_UP + TICKS; turn++) {
      world.calm();
      await pause(PAUSE_MS);
      world.offer(turn);
      await services.hub?.idle();
      opportunityAt = 0;
      const answer = new Promise<TradeRequest>((resolve, reject) => {
        asked = resolve;
        systemClock.after(TOO_LONG_MS, () => reject(new Error(`tick ${turn} led to no request`)));
      });
      const from = performance.now();
      world.jump();
      const request = await answer;
      const to = performance.now();
      await world.refuse(request, turn);
      if (turn < WARM_UP) continue;
      found.push(opportunityAt - from);
      requested.push(to - opportunityAt);
      all.push(to - from);
    }
    const row = (hop: string, values: readonly number[]): OracleTiming => ({
      hop,
      p50: percentile(values, 0.5),
      p99: percentile(values, 0.99),
    });
    return [
      row(`oracle tick → opportunity, ${world.size} strikes valued`, found),
      row('opportunity → request', requested),
      row('oracle tick → request', all),
    ];
  } finally {
    for (const agent of agents.toReversed()) await agent.stop();
    await bus.close();
    await services.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve));
}
