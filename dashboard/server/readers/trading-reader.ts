import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { closedSince, gainedSince, ledgerBalances } from '@pm-arbitrage/core/queries/account-queries.js';
import { type CapitalAtWork, capitalAtWork } from '@pm-arbitrage/core/queries/capital-at-work.js';
import { type OpenTrade, openTrades, ordersInDoubt, type SentOrder } from '@pm-arbitrage/core/queries/open-trades.js';
import { findRiskMarks, listHalts, rejectionsByRule } from '@pm-arbitrage/core/queries/risk-queries.js';
import { countTrades } from '@pm-arbitrage/core/queries/trade-queries.js';
import type { PortfolioView } from '../../protocol/portfolio-view.js';
import type { DoubtRow, PositionRow } from '../../protocol/position-row.js';
import type { RiskView } from '../../protocol/risk-view.js';
import type { DashboardParts } from '../parts.js';
import { portfolioView, type PortfolioFacts } from '../views/portfolio.js';
import { doubtRow, type Known, positionRow } from '../views/position-rows.js';
import { riskView } from '../views/risk-view.js';

const DAY_MS = 86_400_000;
const MOST_HALTS = 50;
/** Before an order left: no trades of the day. */
const CALLED_OFF: ReadonlySet<string> = new Set(['rejected', 'expired', 'aborted']);

/** What open trades hold, what the account is worth, and how much of each limit that uses: read together. */
export interface TradingState {
  readonly positions: readonly PositionRow[];
  readonly doubts: readonly DoubtRow[];
  readonly portfolio: PortfolioView;
  readonly risk: RiskView;
}

interface Facts {
  readonly open: readonly OpenTrade[];
  readonly doubts: readonly SentOrder[];
  readonly atWork: readonly CapitalAtWork[];
  readonly portfolio: Omit<PortfolioFacts, 'now' | 'positions' | 'atWork'>;
  readonly risk: RiskView;
}

/** Reads the state of trading, and marks what was read to the books of now as often as is wanted. */
export class TradingReader {
  readonly #parts: DashboardParts;
  #facts: Facts | null = null;

  constructor(parts: DashboardParts) {
    this.#parts = parts;
  }

  /** Markets in which something is open, as last read. */
  get held(): ReadonlySet<MarketId> {
    return new Set(this.#facts?.atWork.map(({ market }) => market));
  }

  /** Covers of which a trade is open, as last read. */
  isHeld(coverId: string): boolean {
    return this.#facts?.open.some(({ trade }) => trade.coverId === coverId) ?? false;
  }

  async read(): Promise<TradingState> {
    const { clock, config, database, markets } = this.#parts;
    const { queries } = database;
    const { mode, risk } = config;
    const now = clock.now();
    const dayStart = Math.floor(now / DAY_MS) * DAY_MS;
    const open = await openTrades(queries, mode);
    const doubts = await ordersInDoubt(queries, mode);
    const marks = await findRiskMarks(queries, mode);
    const [today, week, month, all] = await closedSince(queries, mode, [
      dayStart,
      now - 7 * DAY_MS,
      now - 30 * DAY_MS,
      0,
    ]);
    const none = { pnl: 0, fees: 0, trades: 0 } as PortfolioFacts['closed'][0];
    const atWork = capitalAtWork(open);
    const portfolio = {
      mode,
      balances: await ledgerBalances(queries, mode),
      highWaterMark: marks?.highWaterMark ?? null,
      gainedToday: await gainedSince(queries, mode, dayStart),
      pausedDay: marks?.pausedDay ?? null,
      closed: [today ?? none, week ?? none, month ?? none, all ?? none] as const,
      drawdownStop: risk.drawdownStop,
    };
    await markets.ensure([
      ...open.flatMap(({ legs }) => legs.map(({ market }) => market)),
      ...doubts.map(({ intent }) => intent.spec.market),
    ]);
    const { equity, highWaterMark, dayStart: started } = portfolioView({ ...portfolio, now, atWork, positions: [] });
    const states = Object.entries(await countTrades(queries, mode, dayStart));
    this.#facts = {
      open,
      doubts,
      atWork,
      portfolio,
      risk: riskView({
        now,
        risk,
        equity,
        highWaterMark,
        dayStart: started,
        pausedDay: portfolio.pausedDay,
        tradesToday: states.reduce((sum, [state, count]) => sum + (CALLED_OFF.has(state) ? 0 : count), 0),
        atWork,
        allocation: await latestAllocation(queries, mode),
        latencies: this.#latencies(),
        rejections: [...(await rejectionsByRule(queries, now - DAY_MS))],
        halts: await listHalts(queries, MOST_HALTS),
      }),
    };
    return this.mark() as TradingState;
  }

  /** What was read last, at the prices of now; null before the first reading. */
  mark(): TradingState | null {
    if (this.#facts === null) return null;
    const { open, doubts, portfolio, risk, atWork } = this.#facts;
    const { books, clock, markets } = this.#parts;
    const now = clock.now();
    const known: Known = { market: (id) => markets.get(id), book: (id) => books.get(id), now };
    const inDoubt = new Set(doubts.map(({ order }) => order.tradeId));
    const positions = open.map((one) => positionRow(one, inDoubt.has(one.trade.id), known));
    return {
      positions,
      doubts: doubts.map((one) => doubtRow(one, known)),
      portfolio: portfolioView({ ...portfolio, now, positions, atWork }),
      risk,
    };
  }

  #latencies(): ReadonlyMap<string, number> {
    const details = this.#parts.beats.get('executor')?.details ?? {};
    return new Map(
      platforms.flatMap((platform) => {
        const latency = details[`latencyMs:${platform}`];
        return typeof latency === 'number' ? [[platform, latency]] : [];
      }),
    );
  }
}
