import type { MatchRow } from '../../../protocol/match-row.js';

export type ReviewAction = 'approve' | 'reject' | 'pause' | 'resume';

/** What a person may say of a pair as it stands. */
export function possibleActions(
  status: MatchRow['status'],
  suspension: MatchRow['suspension'],
): readonly ReviewAction[] {
  switch (status) {
    case 'active':
      return ['pause', 'reject'];
    case 'review':
      return ['approve', 'reject'];
    case 'suspended':
      return suspension === 'paused' ? ['resume', 'reject'] : ['approve', 'reject'];
    case 'refused':
      return ['approve'];
  }
}
