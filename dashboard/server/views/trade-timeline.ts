import { PAYOUTS_ACCOUNT } from '@pm-arbitrage/core/ledger/postings.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { formatPrice, formatQuantity, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { TradeHistory } from '@pm-arbitrage/core/queries/trade-history.js';
import type { TimelineEntry } from '../../protocol/trade-timeline.js';

type Draft = Omit<TimelineEntry, 'sinceMs' | 'fee' | 'details'> & {
  readonly fee?: Usd;
  readonly details: Readonly<Record<string, string | null>>;
};

const contract = (side: string, market: string): string => `${side.toUpperCase()} ${market}`;

/** How a trade began: the tick, what was found in it, who asked, what was allowed. */
function beginning({ trade, opportunity, approval }: TradeHistory): readonly Draft[] {
  const signed = approval?.signed.approval;
  return [
    {
      at: trade.tickAt,
      kind: 'tick',
      source: 'venue watcher',
      title: 'The frame that set it off',
      details: { trace: trade.trace },
    },
    ...(opportunity === null
      ? []
      : [
          {
            at: opportunity.detectedAt,
            kind: 'detected' as const,
            source: 'opportunity scanner',
            title: `Found: ${opportunity.kind}, net profit ${dollars(opportunity.netProfit)}`,
            details: {
              opportunity: opportunity.id,
              cover: opportunity.coverId,
              sets: formatQuantity(opportunity.quantity),
              'cost with fees': dollars(opportunity.totalCost),
              payout: dollars(opportunity.payout),
              return: `${(opportunity.roi * 100).toFixed(2)} %`,
            },
          },
        ]),
    {
      at: trade.requestedAt,
      kind: signed ? 'requested' : 'state',
      source: `strategy ${trade.strategy}`,
      title: `Asked for ${formatQuantity(trade.quantity)} sets`,
      details: { 'expected profit': dollars(trade.expectedProfit) },
    },
    ...(approval === null || signed === undefined
      ? []
      : [
          {
            at: signed.approvedAt,
            kind: 'approved' as const,
            source: 'risk guardian',
            title: `Approved up to ${dollars(signed.maxCost)}, signed`,
            details: {
              approval: approval.id,
              key: approval.signed.keyId,
              sets: formatQuantity(signed.quantity),
              'valid for': `${signed.expiresAt - signed.approvedAt} ms`,
              legs: signed.legs
                .map((leg) => `${contract(leg.side, leg.market)} at most ${formatPrice(leg.limitPrice)}`)
                .join('; '),
            },
          },
        ]),
  ];
}

/** Orders and what came of them. */
function execution({ trade, intents, orders, fills }: TradeHistory): readonly Draft[] {
  return [
    ...intents.map(({ clientOrderId, createdAt, fencingToken, purpose, spec }): Draft => ({
      at: createdAt,
      kind: 'intent',
      source: 'executor',
      title: `${purpose === 'leg' ? 'Order' : `Order to ${purpose}`} committed: ${spec.action} ${formatQuantity(spec.quantity)} ${contract(spec.side, spec.market)} at ${formatPrice(spec.limitPrice)}`,
      details: {
        'client order': clientOrderId,
        'time in force': spec.timeInForce,
        lease: String(fencingToken),
      },
    })),
    ...orders.map(({ clientOrderId, filled, platform, reason, state, updatedAt, venueOrderId }): Draft => ({
      at: updatedAt,
      kind: 'order',
      source: platform,
      title: `Order ${state}, ${formatQuantity(filled)} filled`,
      details: { 'client order': clientOrderId, 'venue order': venueOrderId, reason: reason || null },
    })),
    ...fills.map((fill): Draft => ({
      at: fill.at,
      kind: 'fill',
      source: fill.platform,
      title: `${fill.action === 'buy' ? 'Bought' : 'Sold'} ${formatQuantity(fill.quantity)} ${contract(fill.side, fill.market)} at ${formatPrice(fill.price)}`,
      details: {
        fill: fill.fillId,
        liquidity: fill.liquidity,
        finality: fill.finality,
        notional: dollars(fill.notional),
      },
      fee: fill.fee,
    })),
    ...(trade.executedAt === null
      ? []
      : [
          {
            at: trade.executedAt,
            kind: 'executed' as const,
            source: 'executor',
            title: 'Executed',
            details: {
              'tick to trade': trade.tickToTradeMs === null ? null : `${trade.tickToTradeMs.toFixed(1)} ms`,
            },
          },
        ]),
  ];
}

/** What came back. Payouts are read from the ledger, where each is an entry of its own. */
function ending({ trade, postings }: TradeHistory): readonly Draft[] {
  const paid = postings.filter(({ account, amount }) => account === PAYOUTS_ACCOUNT && amount < 0);
  const isOver = trade.settledAt !== null;
  return [
    ...paid.map(({ amount, at, entry }): Draft => ({
      at,
      kind: 'payout',
      source: 'executor',
      title: `A leg paid ${dollars(-amount as Usd)}`,
      details: { entry },
    })),
    {
      at: trade.settledAt ?? trade.updatedAt,
      kind: trade.state === 'settled' ? 'settled' : 'state',
      source: 'executor',
      title: isOver ? `${trade.state}: profit ${dollars(trade.pnl)}` : `Now ${trade.state}`,
      details: {
        reason: trade.reason || null,
        cost: dollars(trade.cost),
        payout: isOver ? dollars(trade.payout) : null,
      },
      ...(isOver ? { fee: trade.fees } : {}),
    },
  ];
}

const rank = [
  'tick',
  'detected',
  'requested',
  'approved',
  'intent',
  'order',
  'fill',
  'executed',
  'payout',
  'settled',
  'state',
];

/** A trade from the tick to the settlement, in the order of time; of one millisecond in the order of its life. Pure. */
export function tradeTimeline(history: TradeHistory): readonly TimelineEntry[] {
  const drafts = [...beginning(history), ...execution(history), ...ending(history)].sort(
    (a, b) => a.at - b.at || rank.indexOf(a.kind) - rank.indexOf(b.kind),
  );
  return drafts.map(({ details, fee, ...draft }, index) => {
    const before = drafts[index - 1];
    return {
      ...draft,
      details: Object.entries(details).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
      sinceMs: before === undefined ? null : draft.at - before.at,
      fee: fee ?? null,
    };
  });
}
