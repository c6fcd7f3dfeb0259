import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { Tag, type Tone } from './Tag.js';

const tones: Readonly<Record<TradeState, Tone>> = {
  requested: 'plain',
  rejected: 'plain',
  approved: 'accent',
  expired: 'plain',
  locked: 'accent',
  aborted: 'plain',
  executing: 'accent',
  complete: 'good',
  exiting: 'warn',
  hedged: 'good',
  unwound: 'warn',
  naked: 'bad',
  settled: 'plain',
};

export const TradeStateTag = ({ state }: { readonly state: TradeState }) => <Tag tone={tones[state]}>{state}</Tag>;
