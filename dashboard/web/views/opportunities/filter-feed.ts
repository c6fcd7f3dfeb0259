import type { OpportunityRow } from '../../../protocol/opportunity-row.js';

export interface FeedFilter {
  readonly outcome: OpportunityRow['outcome']['kind'] | 'all';
  readonly kind: OpportunityRow['kind'] | 'all';
  readonly text: string;
}

export const openFilter: FeedFilter = { outcome: 'all', kind: 'all', text: '' };

/** Those that the filter means, newest first. Text is looked for in titles, events and ids, whatever the case. */
export function filterFeed(
  rows: readonly OpportunityRow[],
  { outcome, kind, text }: FeedFilter,
): readonly OpportunityRow[] {
  const words = text.trim().toLowerCase();
  return rows
    .filter(
      (row) =>
        (outcome === 'all' || row.outcome.kind === outcome) &&
        (kind === 'all' || row.kind === kind) &&
        (words === '' ||
          row.id.toLowerCase().includes(words) ||
          row.legs.some(({ title, event, market }) => `${title} ${event} ${market}`.toLowerCase().includes(words))),
    )
    .sort((a, b) => b.detectedAt - a.detectedAt || b.id.localeCompare(a.id));
}
