import { ValuationDesk } from '@pm-arbitrage/agents/opportunity-scanner/valuation/valuation-desk.js';
import { kalshiHour } from '@pm-arbitrage/simulator/weeks/listing/kalshi-hour.js';
import { polymarketNoon } from '@pm-arbitrage/simulator/weeks/listing/polymarket-noon.js';
import { polymarketTouch } from '@pm-arbitrage/simulator/weeks/listing/polymarket-touch.js';
import { QUARTER_MS, quarters } from '@pm-arbitrage/simulator/weeks/listing/quarters.js';
import { candleFact, say } from '@pm-arbitrage/simulator/weeks/oracle-voices.js';
import { PriceTruth } from '@pm-arbitrage/simulator/weeks/price-truth.js';
import type { WeekMarket } from '@pm-arbitrage/simulator/weeks/week-market.js';
import { measuredWeek, type WeekParameters } from '@pm-arbitrage/simulator/weeks/week-parameters.js';
import { compareModels, type ModelCheck } from './compare-models.js';
import type { Judgement } from './judgement.js';

/** Midnight in New York of a day in November. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 5);
const HOUR_MS = 3_600_000;
const NOON = MIDNIGHT + 12 * HOUR_MS;
const DAY_SECONDS = 86_400;
const STALE_MS = 5_000;
const QUOTE_EVERY_MS = 5_000;
/** Quotes are heard for so long before the first market is judged. */
const LISTENS_FROM = NOON - 5 * HOUR_MS;
const QUARTERS_FROM = NOON - 3 * HOUR_MS;
/** What a model says so long before the end is judged. */
const BEFORE_END_MS = 300_000;
const NOON_BEFORE_MS = 1_200_000;

/**
 * Judges the models on resolved markets of so many simulated days that have nothing in common: what the scanner's own desk
 * says from ticks alone, beside what somebody says who knows path, volatility and its laws.
 */
export function checkModels(days: number, parameters: WeekParameters = measuredWeek): readonly ModelCheck[] {
  const judged = new Map<string, Judgement[]>();
  for (let day = 1; day <= days; day++) {
    for (const { judgement, model } of judgeDay(day, parameters))
      judged.set(model, [...(judged.get(model) ?? []), judgement]);
  }
  return [...judged]
    .map(([model, judgements]) => compareModels(model, judgements))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
}

function judgeDay(seed: number, parameters: WeekParameters): readonly { model: string; judgement: Judgement }[] {
  const truth = new PriceTruth({ seed, from: MIDNIGHT, seconds: DAY_SECONDS, parameters });
  const desk = new ValuationDesk(STALE_MS);
  const due: { readonly at: number; readonly market: WeekMarket }[] = [
    ...kalshiHour(truth, NOON - HOUR_MS, NOON),
    ...polymarketNoon(truth, NOON - HOUR_MS, NOON),
    ...polymarketTouch(truth, MIDNIGHT, MIDNIGHT + 24 * HOUR_MS),
  ].map((market) => ({ at: NOON - NOON_BEFORE_MS, market }));
  for (let start = QUARTERS_FROM; start < NOON; start += QUARTER_MS)
    due.push(...quarters(truth, start).map((market) => ({ at: start + QUARTER_MS - BEFORE_END_MS, market })));
  for (const { market } of due) desk.take(market.market);

  const judgements: { model: string; judgement: Judgement }[] = [];
  for (let at = MIDNIGHT; at < NOON; at += QUOTE_EVERY_MS) {
    if (at > MIDNIGHT && at % 60_000 === 0) {
      const fact = candleFact(truth, at - 60_000);
      const tick = { type: 'crypto', symbol: 'btc-usdt', source: 'binance', unit: 'usdt' } as const;
      desk.tick({ ...tick, fact, eventTime: at, receivedAt: at, quality: 'final', uncertainty: null }, at);
    }
    if (at < LISTENS_FROM) continue;
    for (const { tick } of say(truth, at)) desk.tick(tick, at);
    for (const { market } of due.filter((one) => one.at === at)) {
      const valuation = desk.value(market.market.id, at);
      if (valuation.kind === 'unpriced' || market.decidedBy(at) !== null) continue;
      const outcome = market.outcome() ? 1 : 0;
      const { model, probability: forecast, standardError: stated } = valuation;
      judgements.push({ model, judgement: { group: seed, forecast, stated, truth: market.fairAt(at), outcome } });
    }
  }
  return judgements;
}
