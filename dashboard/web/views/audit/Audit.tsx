import { TradeSearch } from './TradeSearch.js';
import { TradeTimeline } from './TradeTimeline.js';

/** The record: every trade ever asked for, or one of them step by step. */
export const Audit = ({ tradeId }: { readonly tradeId: string | null }) =>
  tradeId === null ? <TradeSearch /> : <TradeTimeline key={tradeId} id={tradeId} />;
