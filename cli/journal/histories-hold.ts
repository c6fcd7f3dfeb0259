import type { VerifiedJournal } from './verify-journals.js';

/** A trade from its opportunity to its result, as agents tell of it: inputs upon which nobody trades would prove little. */
const A_TRADE: readonly string[] = [
  'opportunity-scanner publish opportunities',
  'strategy:atomic-arb publish trade.requests',
  'risk-guardian publish trade.approved',
  'risk-guardian publish trade.rejected',
  'executor order',
  'executor publish trade.results',
  'capital-allocator publish allocations',
];

/** Which steps of a trade none of these journals holds. */
export function missingSteps(histories: readonly VerifiedJournal[]): readonly string[] {
  const told = new Set(
    histories.flatMap(({ agent, decided }) => Object.keys(decided).map((what) => `${agent} ${what}`)),
  );
  return A_TRADE.filter((step) => !told.has(step));
}
