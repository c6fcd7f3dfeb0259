import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Market, MarketStatus } from '@pm-arbitrage/core/domain/market.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import {
  price,
  PRICE_DECIMALS,
  PRICE_SCALE,
  quantity,
  QUANTITY_DECIMALS,
  usd,
  type Price,
} from '@pm-arbitrage/core/money/money.js';
import { hashRules } from '../kalshi/map-market.js';
import { isBody, shown, type Body } from '../kalshi/read-fields.js';
import { fullConditionId, readFees, readScaled, readTexts, readTime, text } from './gamma-fields.js';

/** Why a listed market is left out. `needs-fees`: ask `/clob-markets` for its fees and map again. */
export interface GammaRefusal {
  readonly kind: 'malformed' | 'not-binary' | 'no-tokens' | 'no-book' | 'needs-fees' | 'fees' | 'old-schema';
  readonly reason: string;
}

export const isRefusal = (value: object): value is GammaRefusal => 'reason' in value && 'kind' in value;

/** What the event says about its markets. */
export interface GammaEvent {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly category: string;
  readonly endTime: number | null;
  readonly exclusive: boolean;
  readonly exhaustive: boolean;
  readonly size: number;
}

export interface GammaContext {
  readonly event: GammaEvent;
  /** The `fd` of `/clob-markets`, where Gamma lacked the schedule; undefined: not asked yet, null: the CLOB has none. */
  readonly clobFees?: unknown;
  /** Unix ms. */
  readonly now: number;
}

/** 0.01 share (polymarket.md §8.1). */
const LOT = quantity(10_000);
/** Marketable orders must be worth a dollar (polymarket.md §8.6). */
const MIN_NOTIONAL = usd(1_000_000);
const LONGEST_DELAY_MS = 3_000;

/**
 * Reads an event of Gamma. Exhaustive means that exactly one listed outcome wins: a neg-risk event that is not
 * augmented and whose markets can all be named, without an "Other" or placeholders.
 */
export function readGammaEvent(raw: Body): GammaEvent {
  const markets = Array.isArray(raw['markets']) ? (raw['markets'] as unknown[]) : [];
  const exclusive = raw['negRisk'] === true || raw['enableNegRisk'] === true;
  const complete = markets.length >= 2 && markets.every((market) => isBody(market) && isNamedOutcome(market));
  const tag: unknown = Array.isArray(raw['tags']) ? (raw['tags'] as unknown[])[0] : undefined;
  return {
    id: text(raw['id']),
    slug: text(raw['slug']),
    title: text(raw['title']),
    category: text(raw['category']) || (isBody(tag) ? text(tag['label']) : ''),
    endTime: readTime(raw['endDate']),
    exclusive,
    // Said explicitly: an absent flag proves nothing.
    exhaustive: exclusive && raw['negRiskAugmented'] === false && complete,
    size: Math.max(1, markets.length),
  };
}

/** An outcome of a neg-risk event that stands for itself: not "Other", not a placeholder that gets its name later. */
function isNamedOutcome(market: Body): boolean {
  const placeholder =
    market['active'] === false ||
    /^(other|another .*|(person|candidate|player|team|option|outcome|company) [A-Z]{1,2})$/i.test(
      text(market['groupItemTitle']),
    );
  return (
    market['negRisk'] === true && market['negRiskOther'] !== true && !placeholder && text(market['conditionId']) !== ''
  );
}

/** Maps a market of Gamma; YES is its first outcome. Refuses, with a reason, what it does not understand. */
export function mapGammaMarket(raw: unknown, context: GammaContext): Market | GammaRefusal {
  if (!isBody(raw)) return { kind: 'malformed', reason: `a market is ${shown(raw)}` };
  const name = text(raw['slug']) || text(raw['id']) || 'a market';
  const refuse = (kind: GammaRefusal['kind'], reason: string): GammaRefusal => ({
    kind,
    reason: `${name} ${reason}`,
  });
  const conditionId = fullConditionId(text(raw['conditionId']));
  if (!/^0x[0-9a-fA-F]{64}$/.test(conditionId)) {
    return conditionId === ''
      ? refuse('no-tokens', 'has no conditionId yet')
      : refuse('malformed', `has the conditionId ${shown(raw['conditionId'])}`);
  }
  if (raw['marketType'] !== undefined && raw['marketType'] !== 'normal')
    return refuse('not-binary', `is of the marketType ${shown(raw['marketType'])}`);
  const outcomes = readTexts(raw['outcomes']);
  if (outcomes?.length !== 2) return refuse('not-binary', `has the outcomes ${shown(raw['outcomes'])}`);
  const version = raw['version'] === 'v1' || raw['version'] === 'v2' ? raw['version'] : 'unknown';
  // By version, never by which field is there: v1 markets carry positionIds too.
  const tokens = readTexts(version === 'v2' ? raw['positionIds'] : raw['clobTokenIds']);
  const [yesToken = '', noToken = ''] = tokens ?? [];
  if (tokens?.length !== 2 || !/^\d+$/.test(yesToken) || !/^\d+$/.test(noToken))
    return refuse('no-tokens', 'has no pair of token ids');
  if (raw['enableOrderBook'] !== true) return refuse('no-book', 'is not traded on the order book');
  const tick = readScaled(raw['orderPriceMinTickSize'], PRICE_DECIMALS);
  if (!(tick > 0 && tick < PRICE_SCALE))
    return refuse('malformed', `has the orderPriceMinTickSize ${shown(raw['orderPriceMinTickSize'])}`);
  const minimum = readScaled(raw['orderMinSize'], QUANTITY_DECIMALS);
  if (!(minimum > 0)) return refuse('malformed', `has the orderMinSize ${shown(raw['orderMinSize'])}`);
  const closeTime = readTime(raw['endDate']) ?? context.event.endTime;
  if (closeTime === null) return refuse('malformed', 'has no endDate');
  const model = feeModel(raw, context);
  if ('reason' in model) return refuse(model.kind, model.reason);
  const source = text(raw['resolutionSource']);
  const rules = text(raw['description']) + (source === '' ? '' : `\n\nResolution source: ${source}`);
  const { status, yesPayout } = readStatus(raw);
  const { event } = context;
  return {
    id: marketId('polymarket', conditionId),
    platform: 'polymarket',
    event: {
      id: event.id,
      ...(event.slug === '' ? {} : { slug: event.slug }),
      title: event.title,
      exclusive: event.exclusive,
      exhaustive: event.exhaustive,
      size: event.size,
    },
    title: text(raw['question']) || event.title,
    subtitle: outcomes[0] === 'Yes' ? text(raw['groupItemTitle']) : (outcomes[0] ?? ''),
    rules,
    rulesHash: hashRules(rules),
    category: text(raw['category']) || event.category,
    strike: null,
    sources: source === '' ? [] : [source],
    status,
    openTime: readTime(raw['acceptingOrdersTimestamp']) ?? readTime(raw['startDate']),
    closeTime,
    resolutionTime: readTime(raw['umaEndDate']) ?? closeTime,
    priceRanges: tickGrid(price(tick)),
    lot: LOT,
    minQuantity: quantity(minimum),
    minNotional: MIN_NOTIONAL,
    ...takerDelay(raw['secondsDelay']),
    ...(isDisputed(raw) ? { disputed: true } : {}),
    fees: [{ from: 0, model }],
    routing: {
      platform: 'polymarket',
      version,
      negRisk: raw['negRisk'] === true,
      yesToken,
      noToken,
    },
    yesPayout,
    updatedAt: context.now,
  };
}

/** Seconds by which sports hold marketable orders back (polymarket.md §4); one that cannot be read is the longest seen. */
function takerDelay(value: unknown): Pick<Market, 'takerDelayMs'> {
  if (value === undefined || value === null || value === 0) return {};
  const known = typeof value === 'number' && value > 0 && value <= 60;
  return { takerDelayMs: known ? Math.ceil(value * 1_000) : LONGEST_DELAY_MS };
}

/** The allowed prices of a market with one tick. */
export const tickGrid = (tick: Price): Market['priceRanges'] => [
  { start: price(0), end: price(PRICE_SCALE), step: tick },
];

/** `feesEnabled: false` is free; otherwise the schedule says, or the CLOB, or the market is refused (polymarket.md §9.1). */
function feeModel(raw: Body, { clobFees }: GammaContext): FeeModel | { kind: 'needs-fees' | 'fees'; reason: string } {
  if (raw['feesEnabled'] === false) return { kind: 'polymarket', ratePpm: 0, exponent: 1 };
  const schedule = raw['feeSchedule'] ?? clobFees;
  if (schedule === undefined) return { kind: 'needs-fees', reason: 'charges fees and Gamma does not say which' };
  // Without `fd` the CLOB would charge nothing, but Gamma says that there are fees: one of them is wrong.
  if (schedule === null) return { kind: 'fees', reason: 'charges fees and neither Gamma nor the CLOB says which' };
  const fees = readFees(schedule);
  return typeof fees === 'string' ? { kind: 'fees', reason: fees } : { kind: 'polymarket', ...fees };
}

/** Whether a proposed outcome is challenged and not decided yet (`umaResolutionStatus` of V1, `resolutionStatus` of V2). */
const isDisputed = (raw: Body): boolean =>
  [raw['umaResolutionStatus'], raw['resolutionStatus']].some(
    (status) => status === 'disputed' || status === 'challenged',
  );

function readStatus(raw: Body): { status: MarketStatus; yesPayout: Price | null } {
  if (raw['closed'] === true || raw['archived'] === true) {
    const resolved = raw['umaResolutionStatus'] === 'resolved' || raw['resolutionStatus'] === 'resolved';
    const yesPayout = resolved ? readPayout(raw['outcomePrices']) : null;
    return yesPayout === null ? { status: 'closed', yesPayout } : { status: 'resolved', yesPayout };
  }
  const open = raw['active'] === true && raw['acceptingOrders'] === true;
  return {
    status: open ? 'open' : raw['active'] === true ? 'paused' : 'unopened',
    yesPayout: null,
  };
}

/** The payout of YES from final prices: 1/0, 0/1 or a split that adds up to the dollar; null for anything else. */
function readPayout(value: unknown): Price | null {
  const prices = readTexts(value)?.map((entry) => readScaled(entry, PRICE_DECIMALS));
  const [yes = Number.NaN, no = Number.NaN] = prices ?? [];
  const final = yes === 0 || yes === PRICE_SCALE || yes === PRICE_SCALE / 2;
  return prices?.length === 2 && final && yes + no === PRICE_SCALE ? price(yes) : null;
}
