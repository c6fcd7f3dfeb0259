import type { MatchRow } from '../../../protocol/match-row.js';
import { plainWords } from '../../format/plain-words.js';
import { Tag, type Tone } from '../../parts/Tag.js';
import { statusTitles } from './status-titles.js';

const tones: Readonly<Record<MatchRow['status'], Tone>> = {
  active: 'good',
  review: 'accent',
  suspended: 'warn',
  refused: 'plain',
};

export const MatchStatusTag = ({
  match: { status, suspension },
}: {
  readonly match: Pick<MatchRow, 'status' | 'suspension'>;
}) => <Tag tone={tones[status]}>{suspension === null ? statusTitles[status] : plainWords(suspension)}</Tag>;
