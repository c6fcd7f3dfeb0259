import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { Tag, type Tone } from '../../parts/Tag.js';

const tones: Readonly<Record<StrategyRow['state'], Tone>> = {
  active: 'good',
  newcomer: 'accent',
  halved: 'warn',
  paused: 'bad',
  none: 'plain',
};
const words: Readonly<Record<StrategyRow['state'], string>> = {
  active: 'active',
  newcomer: 'newcomer',
  halved: 'halved',
  paused: 'paused',
  none: 'no capital',
};

/** What the tournament made of it, and whether a person took it out. */
export const StrategyState = ({ row: { state, paused } }: { readonly row: StrategyRow }) => (
  <span className="tags">
    <Tag tone={tones[state]}>{words[state]}</Tag>
    {paused !== null && <Tag tone="warn">paused by {paused.by}</Tag>}
  </span>
);
