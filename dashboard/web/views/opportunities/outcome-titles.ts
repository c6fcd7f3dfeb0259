import type { OpportunityRow } from '../../../protocol/opportunity-row.js';

export const outcomeTitles: Readonly<Record<OpportunityRow['outcome']['kind'], string>> = {
  open: 'Open',
  taken: 'Taken',
  refused: 'Refused',
  passed: 'Passed',
};
