import { describeMatching } from './describe-matching.js';
import type { RunSummary } from './summary.js';

/** The summary of a run for a person. */
export function describeSummary(summary: RunSummary): string {
  const { trades, seed, matching } = summary;
  const { completed, settled, hedged, unwound, naked, aborted } = trades;
  return [
    '',
    `${summary.seconds} s${seed === null ? '' : `, seed ${seed}`}: ${completed} trades completed, ${settled} settled, ${hedged} hedged, ${unwound} unwound, ${naked} naked, ${aborted} called off`,
    `profit $${summary.pnl.total}, fees $${summary.fees}, equity $${summary.equity} (high-water mark $${summary.highWaterMark})`,
    `accounts ${summary.conserved ? 'exact to the micro-dollar' : 'DIFFER FROM THE VENUES'}`,
    ...(matching === null ? [] : describeMatching(matching)),
    ...(seed === null ? [] : ['A simulated world proves that the system works, not that it earns.']),
  ].join('\n');
}
