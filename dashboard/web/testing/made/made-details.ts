import type { MatchDetail } from '../../../protocol/match-row.js';
import type { OpportunityDetail } from '../../../protocol/opportunity-row.js';
import type { SettingsView } from '../../../protocol/settings-view.js';
import type { TradeTimeline } from '../../../protocol/trade-timeline.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import type { MadeWorld } from './made-views.js';

export const madeMatch = (world: MadeWorld, id: string): MatchDetail | null => {
  const match = world.matches.find((row) => row.id === id);
  if (match === undefined) return null;
  const side = (platform: 'kalshi' | 'polymarket') => ({
    id: match[platform].id,
    platform,
    event: match[platform].event,
    title: match[platform].title,
    subtitle: '',
    sources: [platform === 'kalshi' ? 'National Weather Service, Central Park' : 'Wunderground, LaGuardia'],
    closeTime: match.updatedAt + 90_000_000,
    resolutionTime: match.updatedAt + 99_000_000,
    status: 'open',
    rules: [
      { text: 'This market resolves to Yes if the highest temperature recorded ', differs: false },
      { text: platform === 'kalshi' ? 'in Central Park, New York' : 'at LaGuardia Airport (KLGA)', differs: true },
      { text: ' on November 23, 2026 is between 51 and 52 degrees Fahrenheit. ', differs: false },
      {
        text:
          platform === 'kalshi'
            ? 'The Climatological Report (Daily) of the National Weather Service decides.'
            : 'Once finalised, the history of Wunderground decides; later revisions do not count.',
        differs: true,
      },
      { text: '\n\nIf no reading is published within a week, it resolves to No.', differs: false },
    ],
  });
  return {
    match,
    worlds: [
      {
        cause: 'station',
        what: 'Central Park and LaGuardia read on different sides of 51.',
        probability: 0.18,
        loss: price(10_000),
        acceptedBy: null,
      },
      {
        cause: 'void',
        what: 'Kalshi settles at the last price when no report is published; Polymarket resolves to No.',
        probability: null,
        loss: price(5_000),
        acceptedBy: null,
      },
    ].slice(0, match.worlds) as MatchDetail['worlds'],
    kalshi: side('kalshi'),
    polymarket: match.status === 'refused' ? null : side('polymarket'),
    reviews: [],
    evidence: [
      {
        by: 'rules',
        decision: 'review',
        confidence: 0.7,
        field: 'station',
        reason: match.reason,
        findings: [{ kind: 'doubt', field: 'station', reason: 'two stations of one city' }],
        at: match.updatedAt,
      },
      {
        by: 'language model',
        decision: 'review',
        confidence: 0.66,
        field: null,
        reason: 'votes disagree',
        findings: [],
        at: match.updatedAt + 4_000,
      },
    ],
  };
};

export const madeOpportunityDetail = (world: MadeWorld, id: string): OpportunityDetail | null => {
  const opportunity = world.opportunities.find((row) => row.id === id);
  if (opportunity === undefined) return null;
  return {
    opportunity,
    walks: opportunity.legs.map((leg, n) => ({
      market: leg.market,
      platform: leg.platform,
      side: leg.side,
      title: leg.title,
      event: leg.event,
      book: n === 0 ? ('detected' as const) : ('now' as const),
      bookAt: opportunity.detectedAt,
      levels: [1, 2, 3, 4].map((level) => ({
        price: price(leg.limitPrice - 300 + level * 100),
        resting: quantity(level * 9_000_000),
        taken: quantity(level < 3 ? level * 9_000_000 : level === 3 ? 4_000_000 : 0),
        cost: usd(level < 4 ? level * 4_100_000 : 0),
      })),
    })),
  };
};

export const madeTimeline = (world: MadeWorld, id: string): TradeTimeline | null => {
  const trade = world.trades.find((row) => row.id === id);
  if (trade === undefined) return null;
  const at = trade.requestedAt;
  const step = (
    kind: TradeTimeline['entries'][number]['kind'],
    after: number,
    source: string,
    title: string,
    fee: number | null,
    details: Record<string, string>,
  ) => ({
    at: at + after,
    kind,
    source,
    title,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
    sinceMs: after === -8 ? null : Math.max(1, Math.round(after / 3)),
    fee: fee === null ? null : usd(fee),
  });
  return {
    trade,
    entries: [
      step('tick', -8, 'kalshi', 'The frame that set it off', null, { market: 'kalshi:MADE-1', ask: '45¢' }),
      step('detected', -4, 'opportunity-scanner', 'Opportunity seen', null, {
        id: trade.opportunityId,
        profit: '$0.62',
        roi: '3.3%',
      }),
      step('requested', 0, trade.strategy, 'Trade requested', null, { sets: '20', execution: 'fill or kill' }),
      step('approved', 6, 'risk-guardian', 'Approved and signed', null, {
        sets: '20',
        'at most': '$19.10',
        key: 'guardian-1',
      }),
      step('intent', 14, 'executor', 'Locked, intents committed', null, { legs: '2', fence: '7' }),
      step('order', 19, 'kalshi', 'Order sent', null, { id: 'kx-1', price: '45¢', contracts: '20' }),
      step('order', 20, 'polymarket', 'Order sent', null, { id: '0x9f…', price: '48¢', contracts: '20' }),
      step('fill', 51, 'kalshi', 'Filled', 101_000, { contracts: '20', price: '45¢' }),
      step('fill', 84, 'polymarket', 'Filled', 109_000, { contracts: '20', price: '48¢' }),
      step('executed', 90, 'executor', 'Complete: both legs are held', null, { cost: '$18.60' }),
    ],
    attribution: {
      steps: [
        { reason: 'found', amount: usd(620_000), note: 'net profit of the opportunity at the size it was found in' },
        { reason: 'size', amount: usd(-210_000), note: 'asked and approved for another number of sets' },
        { reason: 'not bought', amount: usd(0), note: 'legs that were not filled cost nothing' },
        { reason: 'prices', amount: usd(-20_000), note: 'fills against the prices of the walk' },
      ],
      profit: usd(390_000),
      isOver: false,
    },
  };
};

export const madeSettings: SettingsView = {
  keys: [
    { key: 'mode', value: 'paper', source: 'default' },
    { key: 'venues.kalshi.enabled', value: true, source: 'file' },
    { key: 'venues.kalshi.privateKey', value: '[set]', source: 'KALSHI_PRIVATE_KEY' },
    { key: 'venues.polymarket.enabled', value: true, source: 'file' },
    { key: 'risk.maxMarketShare', value: 0.05, source: 'default' },
    { key: 'risk.maxOpenTrades', value: 8, source: 'demo' },
    { key: 'alerts.telegram.token', value: null, source: 'default' },
    { key: 'strategies', value: ['atomic-arb', 'oracle-lag'], source: 'default' },
  ],
};
