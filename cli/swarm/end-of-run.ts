import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { type RunSpan, type RunSummary, summarise } from '../demo/summary.js';
import { printNote } from '../print.js';

/** The summary of a run whose agents have stopped; says what differs between our accounts and the venues'. */
export async function endOfRun(services: Services, run: RunSpan): Promise<RunSummary> {
  const { summary, differences } = await summarise(services, run);
  for (const difference of differences) printNote(`accounts differ: ${difference}`);
  return summary;
}
