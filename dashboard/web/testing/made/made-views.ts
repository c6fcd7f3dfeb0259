import type { TopicItem, TopicName } from '../../../protocol/topics.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { madeContract } from './made-contracts.js';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;
const $ = (dollars: number) => usd(Math.round(dollars * 1_000_000));
const q = (count: number) => quantity(Math.round(count * 1_000_000));
const kinds = ['cross-venue', 'complement', 'implication', 'fair-value', 'exclusive-yes'] as const;

/** A wave in place of chance, so that every run shows the same. */
const wave = (n: number, step = 1): number => Math.sin(n * 12.9898 * step) * 0.5 + 0.5;

const agentNames = [
  'venue-watcher:kalshi',
  'venue-watcher:polymarket',
  'market-matcher',
  'opportunity-scanner',
  'strategy:atomic-arb',
  'strategy:oracle-lag',
  'capital-allocator',
  'risk-guardian',
  'executor',
  'alert-router',
];

export const madeHalt = (now: number): TopicItem<'halt'> => ({
  at: now,
  mode: 'paper',
  simulated: true,
  publicDemo: false,
  halt: null,
  agents: agentNames.map((agent) => ({ agent, state: 'running', at: now - 400, acknowledged: null, afterMs: null })),
  agentsUnknown: null,
});

export const madePortfolio = (now: number): TopicItem<'portfolio'> => ({
  at: now,
  mode: 'paper',
  equity: $(1_043.27),
  highWaterMark: $(1_051.9),
  floor: $(850),
  dayStart: $(1_036.1),
  pausedToday: false,
  profit: {
    today: { pnl: $(7.17), fees: $(0.84), trades: 11 },
    week: { pnl: $(31.42), fees: $(5.1), trades: 74 },
    month: { pnl: $(43.27), fees: $(9.66), trades: 131 },
    all: { pnl: $(43.27), fees: $(9.66), trades: 131 },
  },
  unrealised: $(-2.13),
  markedAt: now - 2 * S,
  balances: [
    { platform: 'kalshi', cash: $(402.11), contracts: $(96.4), reserved: $(14.2) },
    { platform: 'polymarket', cash: $(431.2), contracts: $(113.56), reserved: $(0) },
  ],
  deployed: $(209.96),
  reserved: $(14.2),
  free: $(819.11),
  locked: [1, 2, 4, 9, 26].map((days, n) => ({
    day: Math.floor(now / D) * D + days * D,
    amount: $(22 + 70 * wave(n, 3)),
    trades: 1 + (n % 4),
  })),
});

export const madeEquity = (now: number, from: number) =>
  Array.from({ length: 240 }, (_, n) => {
    const at = now - (240 - n) * H;
    const equity = 1_000 + n * 0.19 + 5 * wave(n, 0.011) + 2 * wave(n, 0.37) - (n > 180 && n < 205 ? 9 : 0);
    return { at, equity: $(equity), highWaterMark: $(Math.max(1_000, 1_005 + n * 0.19)), floor: $(850) };
  }).filter(({ at }) => at >= from);

export const madePositions = (now: number): TopicItem<'positions'>[] =>
  Array.from({ length: 7 }, (_, n) => {
    const count = 12 + n * 7;
    const cost = count * (0.93 + 0.03 * wave(n));
    const exit = n === 4 ? null : $(cost * (0.97 + 0.04 * wave(n, 2)));
    return {
      id: `trade-${n}`,
      strategy: n % 3 === 0 ? 'oracle-lag' : 'atomic-arb',
      kind: kinds[n % kinds.length] ?? 'complement',
      state: n === 5 ? 'naked' : n === 2 ? 'exiting' : 'complete',
      reason: n === 5 ? 'the second leg was refused and the first cannot be sold within the loss bound' : '',
      quantity: q(count),
      cost: $(cost),
      fees: $(cost * 0.012),
      floorPayout: $(count),
      exitValue: exit,
      unrealised: exit === null ? null : usd(exit - $(cost * 1.012)),
      markedAt: exit === null ? null : now - (n === 3 ? 4 * MIN : 2 * S),
      openedAt: now - n * 3 * H - 11 * MIN,
      resolutionTime: now + (n * n * 5 + 2) * H,
      inDoubt: n === 1,
      legs: (['kalshi', 'polymarket'] as const).map((platform, leg) => ({
        ...madeContract(n, platform, leg === 0 ? 'yes' : 'no'),
        filled: q(count),
        cost: $(cost / 2),
        fee: $(cost * 0.006),
        bid: exit === null ? null : price(4_200 + leg * 900),
        exitValue: exit === null ? null : usd(Math.round(exit / 2)),
        bookAt: now - 2 * S,
        payout: null,
      })),
    };
  });

export const madeDoubts = (now: number): TopicItem<'doubts'>[] => [
  {
    ...madeContract(1, 'polymarket', 'no'),
    id: '0xdoubt',
    tradeId: 'trade-1',
    action: 'buy',
    quantity: q(19),
    limitPrice: price(5_125),
    reason: 'no answer within 2 s; the venue is asked by the hash of the order',
    sentAt: now - 48 * S,
    since: now - 46 * S,
  },
];

const madeCalibration = (
  outcomes: number,
  brier: number,
): TopicItem<'strategies'>['models'][number]['calibration'] => ({
  outcomes,
  brier,
  bins: Array.from({ length: 10 }, (_, k) => {
    const mean = k / 10 + 0.05;
    const observed = Math.min(0.98, Math.max(0.01, mean + 0.08 * (wave(k, outcomes % 7) - 0.5)));
    return {
      from: k / 10,
      to: (k + 1) / 10,
      count: Math.round((outcomes * (9 + k * 3)) / 225),
      meanProbability: mean,
      observed,
      low: Math.max(0, observed - 0.12),
      high: Math.min(1, observed + 0.11),
    };
  }),
});

export const madeStrategies = (now: number): TopicItem<'strategies'>[] =>
  ['atomic-arb', 'oracle-lag', 'implication-arb', 'mean-reversion', 'market-maker'].map((id, n) => ({
    id,
    rank: n < 4 ? n + 1 : null,
    state: (['active', 'active', 'halved', 'paused', 'newcomer'] as const)[n] ?? 'none',
    paused: n === 3 ? { by: 'operator', reason: 'loses on spikes around the jobs report', at: now - 5 * H } : null,
    allocation: {
      capital: $([420, 260, 90, 0, 50][n] ?? 0),
      reason: 'score 0.31 is 46% of all scores above nothing; capital moves by at most a fifth a day',
      at: now - 9 * H,
      before: n === 4 ? null : $([380, 280, 180, 60][n] ?? 0),
    },
    inUse: $([122, 88, 0, 0, 11][n] ?? 0),
    score: n === 4 ? null : { sharpe: 0.52 - n * 0.21, low: 0.31 - n * 0.25, high: 0.74 - n * 0.16, days: 41 - n * 6 },
    trades: 96 - n * 21,
    wins: 91 - n * 25,
    winRate: n === 4 ? null : { rate: 0.95 - n * 0.12, low: 0.88 - n * 0.16, high: 0.98 - n * 0.09 },
    pnl: $([31.2, 14.02, 1.1, -3.05, 0][n] ?? 0),
    fees: $(4.1 - n * 0.7),
    sharpe: n === 4 ? null : 9.9 - n * 4,
    sortino: n === 4 ? null : 14.1 - n * 5,
    drawdown: n === 4 ? null : 0.011 + n * 0.03,
    roi: n === 4 ? null : 0.074 - n * 0.026,
    profitFactor: n === 4 ? null : 4.2 - n,
    sparkline:
      n === 4
        ? []
        : Array.from({ length: 30 }, (_, k) => ({
            at: now - (30 - k) * D,
            pnl: $(k * (1 - n * 0.38) + 3 * wave(k + n, 0.7)),
          })),
    calibration: n === 1 ? madeCalibration(212, 0.141) : null,
    models:
      n === 1
        ? [
            { model: 'above-at-expiry', calibration: madeCalibration(1_904, 0.118) },
            { model: 'daily-maximum', calibration: madeCalibration(388, 0.163) },
          ]
        : [],
    lastTradeAt: n === 4 ? null : now - n * 23 * MIN,
  }));

export function madeOpportunity(n: number, now: number): TopicItem<'opportunities'> {
  const count = 5 + Math.round(60 * wave(n, 3));
  const cost = count * (0.945 + 0.04 * wave(n, 7));
  const outcome: TopicItem<'opportunities'>['outcome'] =
    n % 4 === 0
      ? {
          kind: 'taken',
          tradeId: `trade-${n % 7}`,
          strategy: 'atomic-arb',
          state: n % 8 === 0 ? 'complete' : 'executing',
        }
      : n % 4 === 1
        ? {
            kind: 'refused',
            tradeId: `trade-${n}`,
            strategy: 'oracle-lag',
            rule: 'market-exposure',
            limit: '$50.00',
            value: '$61.20',
            message: 'this market would hold more than a twentieth of the equity',
          }
        : n % 4 === 2
          ? { kind: 'passed', reason: 'profit of 0.6% is below the 1% that strategies ask for' }
          : { kind: 'open' };
  return {
    id: `opp-${n}`,
    coverId: `cover-${n % 9}`,
    kind: kinds[n % kinds.length] ?? 'complement',
    basis: 'match kalshi:MADE-1 with polymarket:MADE-1',
    quantity: q(count),
    totalCost: $(cost),
    fees: $(cost * 0.011),
    payout: $(count),
    netProfit: $(count - cost),
    roi: (count - cost) / cost,
    annualisedRoi: ((count - cost) / cost) * 40,
    suspicious: n % 17 === 3,
    fair: null,
    detectedAt: now,
    expiresAt: now + 5 * S,
    resolutionTime: now + 30 * H,
    outcome,
    legs: (['kalshi', 'polymarket'] as const).map((platform, leg) => ({
      ...madeContract(n, platform, leg === 0 ? 'yes' : 'no'),
      limitPrice: price(4_100 + 100 * (n % 20) + leg * 700),
      quantity: q(count),
      cost: $(cost / 2),
      fee: $(cost * 0.005),
      receivedAt: now - 20,
    })),
  };
}

export const madeVenues = (now: number): TopicItem<'venues'>[] =>
  (['kalshi', 'polymarket'] as const).map((id, n) => ({
    id,
    enabled: true,
    heardAt: now - 300,
    connected: true,
    books: 214 + n * 87,
    brokenBooks: n,
    frames: 91_022 + n * 40_000,
    refused: n * 3,
    reconnects: n,
    resyncs: 4,
    dataAt: now - (n === 0 ? 120 : 21 * S),
    updatesPerSecond: 41 + 12 * n,
    feedLatencyMs: 23 + 9 * n,
    orderLatencyMs: n === 0 ? 61 : null,
    breaker: n === 1 ? 'three orders in a row got no answer; tried again at 21:14' : null,
    paused: null,
  }));

export const madeOracles = (now: number): TopicItem<'oracles'>[] =>
  ['crypto/binance', 'crypto/coinbase', 'crypto/kraken', 'weather/nws', 'sports/espn'].map((id, n) => ({
    id,
    type: (id.split('/')[0] ?? 'crypto') as TopicItem<'oracles'>['type'],
    source: id.split('/')[1] ?? '',
    state: n === 2 ? 'disconnected' : n === 4 ? 'off' : 'connected',
    trouble: n === 2 ? 'closed by the other side, tried again in 8 s' : n === 4 ? 'no key is set' : null,
    ticks: 40_211 - n * 9_000,
    refused: n,
    reconnects: n === 2 ? 12 : 0,
    dataAt: n === 4 ? null : now - (n === 2 ? 3 * MIN : n * 900),
    heardAt: now - 200,
    symbols: 4,
    voteless: n === 1 ? 2 : 0,
  }));

export const madeOracleValues = (now: number): TopicItem<'oracleValues'>[] =>
  ['btc-usd', 'eth-usd', 'sol-usd', 'knyc'].map((symbol, n) => {
    const base = [97_412.52, 3_310.04, 188.4, 51.8][n] ?? 1;
    return {
      id: `${n === 3 ? 'weather' : 'crypto'}/${symbol}`,
      type: n === 3 ? 'weather' : 'crypto',
      symbol,
      unit: n === 3 ? 'degF' : 'usd',
      fused: { value: base, uncertainty: base * 0.0002, at: now - 300 },
      sources: ['binance', 'coinbase'].map((source, k) => ({
        source,
        value: base * (1 + k * 0.00041 * (n + 1)),
        at: now - 400,
        receivedAt: now - 380 - n * 30 * S,
      })),
      disagreement: n === 3 ? null : 0.00041 * (n + 1),
    };
  });

export const madeAgents = (now: number): TopicItem<'agents'>[] =>
  agentNames.map((id, n) => ({
    id,
    instance: `${id}-1`,
    state: 'running',
    haltId: null,
    startedAt: now - 5 * H,
    at: now - 150 - n * 70,
    details: n < 2 ? { books: 214, frames: 91_022, connected: true } : { queue: 0, handled: 40 + n },
  }));

export const madeRisk = (now: number): TopicItem<'risk'> => ({
  at: now,
  limits: [
    { rule: 'total-exposure', subject: null, unit: 'usd', used: $(224.16), limit: $(521.6) },
    { rule: 'daily-loss', subject: null, unit: 'usd', used: $(0), limit: $(31.1) },
    { rule: 'drawdown-stop', subject: null, unit: 'usd', used: $(8.63), limit: $(157.8) },
    { rule: 'open-trades', subject: null, unit: 'count', used: 7, limit: 8 },
    { rule: 'venue-exposure', subject: 'polymarket', unit: 'usd', used: $(113.56), limit: $(260.8) },
    { rule: 'venue-exposure', subject: 'kalshi', unit: 'usd', used: $(110.6), limit: $(260.8) },
    { rule: 'market-exposure', subject: 'kalshi:MADE-1', unit: 'usd', used: $(52.16), limit: $(52.16) },
    { rule: 'data-age', subject: 'polymarket', unit: 'ms', used: 1_900, limit: 5_000 },
  ],
  pausedDay: null,
  rejections: [
    { rule: 'market-exposure', count: 41 },
    { rule: 'minimum-edge', count: 12 },
    { rule: 'stale-book', count: 3 },
  ],
  halts: [
    {
      id: 'halt-1',
      reason: 'rehearsal',
      by: 'operator',
      at: now - 2 * D,
      resumedAt: now - 2 * D + 4 * MIN,
      resumedBy: 'operator',
      resumeReason: 'it worked',
    },
  ],
});

export const madeRiskEvents = (now: number): TopicItem<'riskEvents'>[] =>
  Array.from({ length: 24 }, (_, n) => ({
    id: `event-${n}`,
    kind: n === 9 ? 'resize' : 'rejection',
    rule: n % 3 === 0 ? 'minimum-edge' : 'market-exposure',
    limit: n % 3 === 0 ? '1.00%' : '$52.16',
    value: n % 3 === 0 ? '0.74%' : '$61.20',
    message:
      n % 3 === 0 ? 'it would earn less than what a trade must' : 'this market would hold too much of the equity',
    tradeId: `trade-${n}`,
    at: now - n * 7 * MIN,
  }));

export const madeTrades = (now: number): TopicItem<'trades'>[] =>
  Array.from({ length: 30 }, (_, n) => ({
    id: `trade-${n}`,
    mode: 'paper',
    strategy: n % 3 === 0 ? 'oracle-lag' : 'atomic-arb',
    kind: kinds[n % kinds.length] ?? 'complement',
    state: (['settled', 'complete', 'rejected', 'unwound', 'settled', 'naked', 'expired'] as const)[n % 7] ?? 'settled',
    reason: n % 7 === 2 ? 'market-exposure: $61.20 above $52.16' : '',
    opportunityId: `opp-${n}`,
    trace: `trace-${n}`,
    quantity: q(20),
    cost: $(n % 7 === 2 ? 0 : 18.4 + n * 0.2),
    fees: $(n % 7 === 2 ? 0 : 0.21),
    expectedProfit: $(0.62),
    payout: $(n % 7 === 0 ? 20 : 0),
    pnl: $(n % 7 === 2 || n % 7 === 6 ? 0 : n % 7 === 3 ? -0.31 : 0.0042 * n),
    tickToTradeMs: n % 7 === 2 ? null : 31 + n,
    requestedAt: now - n * 47 * MIN,
    executedAt: now - n * 47 * MIN + 90,
    settledAt: null,
    updatedAt: now - n * 47 * MIN + 90,
    resolutionTime: now + 30 * H,
    legs: (['kalshi', 'polymarket'] as const).map((platform, leg) => ({
      ...madeContract(n, platform, leg === 0 ? 'yes' : 'no'),
      limitPrice: price(4_500),
      quantity: q(20),
      filled: q(n % 7 === 2 ? 0 : 20),
      cost: $(9.1),
      fee: $(0.1),
      payout: null,
    })),
  }));

export const madeMatches = (now: number): TopicItem<'matches'>[] =>
  Array.from({ length: 14 }, (_, n) => {
    const side = (platform: 'kalshi' | 'polymarket') => {
      const { market, title, event } = madeContract(n, platform, 'yes');
      return { id: `${market}-${n}`, title, event, closeTime: now + n * D };
    };
    return {
      id: `match/${n}`,
      status: (['review', 'active', 'active', 'suspended', 'refused'] as const)[n % 5] ?? 'review',
      suspension: n % 5 === 3 ? 'rules-changed' : null,
      polarity: n % 4 === 0 ? 'inverse' : 'same',
      confidence: 0.62 + 0.3 * wave(n),
      reason: n % 5 === 0 ? 'station: one side names LaGuardia, the other Central Park' : 'every field agrees',
      decidedBy: n % 2 === 0 ? 'rules' : 'language model',
      worlds: n % 3,
      openWorlds: n % 3 === 2 ? 1 : 0,
      kalshi: side('kalshi'),
      polymarket: side('polymarket'),
      updatedAt: now - n * 19 * MIN,
    };
  });

export const madeAlerts = (now: number): TopicItem<'alerts'>[] =>
  (['critical', 'important', 'routine', 'routine', 'emergency', 'routine'] as const).map((tier, n) => ({
    id: `alert-${n}`,
    tier,
    kind: 'trade.naked',
    title:
      [
        'One leg of a trade is naked',
        'Polymarket reconnected three times',
        'Trade complete',
        'Trade settled',
        'Equity fell below its floor',
        'Daily report',
      ][n] ?? '',
    body: 'trade-5: the second leg was refused and the first cannot be sold within the loss bound.',
    source: 'executor',
    at: now - n * 53 * MIN,
    count: n === 1 ? 3 : 1,
    acknowledgedAt: n > 3 ? now - 20 * MIN : null,
    acknowledgedBy: n > 3 ? 'operator' : null,
  }));

/** The made world at a moment: every topic with what it holds. */
export type MadeWorld = { [T in TopicName]: TopicItem<T>[] };

export const madeWorld = (now: number): MadeWorld => ({
  halt: [madeHalt(now)],
  portfolio: [madePortfolio(now)],
  risk: [madeRisk(now)],
  positions: madePositions(now),
  doubts: madeDoubts(now),
  strategies: madeStrategies(now),
  opportunities: Array.from({ length: 40 }, (_, n) => madeOpportunity(n, now - (40 - n) * 9 * S)),
  venues: madeVenues(now),
  oracles: madeOracles(now),
  oracleValues: madeOracleValues(now),
  agents: madeAgents(now),
  riskEvents: madeRiskEvents(now),
  trades: madeTrades(now),
  matches: madeMatches(now),
  alerts: madeAlerts(now),
});

/** A swarm that has just been set up. */
export const emptyWorld = (now: number): MadeWorld => {
  const full = madeWorld(now);
  return {
    ...(Object.fromEntries(Object.keys(full).map((topic) => [topic, []])) as unknown as MadeWorld),
    halt: full.halt,
    portfolio: full.portfolio.map((view) => ({ ...view, locked: [], unrealised: null, markedAt: null })),
    risk: full.risk.map((view) => ({ ...view, limits: [], rejections: [], halts: [] })),
  };
};
