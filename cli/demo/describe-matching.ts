import type { MatchingSummary } from './matching-summary.js';

/** What became of twins, traps, ladders and changed rules, for a person. */
export function describeMatching({
  twins,
  traps,
  strangers,
  ladders,
  ruleChanges,
}: MatchingSummary): readonly string[] {
  const { made, suspended, slowestMs, tradesAfter } = ruleChanges;
  const fields = Object.entries(traps.refusedFor).map(([field, count]) => `${field} ${count}`);
  const left = [
    `${traps.refused} refused${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
    `${traps.unnoticed} never even candidates`,
    `${traps.review} left to a person`,
  ];
  const wrong = traps.accepted + strangers.accepted;
  return [
    `twins: ${twins.listed} listed, ${twins.matched} found, ${twins.traded} traded`,
    `traps: ${traps.listed} listed, ${left.join(', ')}, ${traps.traded} traded${wrong === 0 ? '' : `; ${wrong} PAIRS TAKEN FOR ONE THAT ARE NOT`}`,
    `ladders: ${ladders.listed} listed, ${ladders.found} of ${ladders.open} open ones found, ${ladders.traded} traded; ${ladders.trades} trades of implications and partitions`,
    made === 0
      ? 'rule changes: none'
      : `rule changes: ${made} made, ${suspended} suspended${slowestMs === null ? '' : ` within ${(slowestMs / 1_000).toFixed(1)} s`}, ${tradesAfter} trades of them after that`,
  ];
}
