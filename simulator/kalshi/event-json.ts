import { type KalshiSeries, kalshiEventTicker } from '../world/kalshi-listing.js';
import type { Question } from '../world/question.js';
import type { World } from '../world/world.js';
import { rfc3339 } from './fixed-point.js';

/** The Event object of reference §7.2, without its markets. */
export function eventJson(world: World, question: Question, series: KalshiSeries) {
  const exclusive = question.kind === 'kalshi-exclusive';
  return {
    event_ticker: kalshiEventTicker(world, question),
    series_ticker: series.ticker,
    title: question.kalshiTitle,
    sub_title: question.kalshiSubtitle,
    collateral_return_type: exclusive ? 'MECNET' : '',
    mutually_exclusive: exclusive,
    category: series.category,
    strike_date: rfc3339(world.wallTime(question.timeline.closeAt)),
    settlement_sources: [question.source],
    last_updated_ts: rfc3339(world.wallTime(question.timeline.listedAt)),
    exchange_index: series.exchangeIndex,
  };
}

/** The Series object of reference §7.1. */
export function seriesJson(series: KalshiSeries) {
  return {
    ticker: series.ticker,
    frequency: series.frequency,
    title: series.title,
    category: series.category,
    categories: [series.category],
    tags: null,
    settlement_sources: [series.settlementSource],
    contract_url: `https://example.org/contracts/${series.ticker}.pdf`,
    contract_terms_url: `https://example.org/terms/${series.ticker}.pdf`,
    fee_type: series.feeType,
    fee_multiplier: series.feeMultiplier,
    additional_prohibitions: null,
    exchange_index: series.exchangeIndex,
  };
}
