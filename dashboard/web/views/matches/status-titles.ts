import type { MatchRow } from '../../../protocol/match-row.js';

export type MatchStatus = MatchRow['status'];

export const statusTitles: Readonly<Record<MatchStatus, string>> = {
  review: 'To review',
  active: 'Trading',
  suspended: 'Suspended',
  refused: 'Refused',
};
