import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeRejection, TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import type { FoundOpportunity } from '@pm-arbitrage/core/queries/recent-opportunities.js';
import type { OpportunityDetail, OpportunityOutcome, OpportunityRow } from '../../protocol/opportunity-row.js';
import { depthWalk, opportunityRow } from '../views/opportunity-rows.js';
import type { LiveTable } from '../live/live-table.js';
import type { BookCache } from './book-cache.js';
import type { MarketCache } from './market-cache.js';

/** An answer of the guardian may come this long after the opportunity is over, ms. */
const ANSWER_MS = 2_000;

interface Entry {
  readonly opportunity: Opportunity;
  /** Shared by the requests and answers that follow from it; null for those of an earlier life. */
  readonly trace: string | null;
  /** The books as they were when it was found, by leg. */
  readonly books: readonly (PriceUpdate | undefined)[];
  outcome: OpportunityOutcome;
}

interface Parts {
  readonly table: LiveTable<'opportunities'>;
  readonly markets: MarketCache;
  readonly books: BookCache;
  /** Opportunities that are kept. */
  readonly most: number;
  /** Whether a trade of this cover is under way or holds it. */
  readonly isHeld: (coverId: string) => boolean;
  readonly isHalted: () => boolean;
}

/** The newest opportunities, each with what became of it as far as the bus tells. */
export class OpportunityFeed {
  readonly #parts: Parts;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** Rows that changed and that nobody was told of yet. */
  readonly #changed = new Set<string>();
  readonly #byTrade = new Map<string, string>();
  #draining = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What there was before this server started. */
  async load(found: readonly FoundOpportunity[], now: number): Promise<void> {
    for (const { opportunity, trade } of found.toReversed()) {
      const outcome: OpportunityOutcome = trade
        ? { kind: 'taken', tradeId: trade.id, strategy: trade.strategy, state: trade.state }
        : opportunity.expiresAt > now
          ? { kind: 'open' }
          : { kind: 'passed', reason: 'no trade came of it' };
      this.#entries.set(opportunity.id, { opportunity, trace: null, books: [], outcome });
      if (trade) this.#byTrade.set(trade.id, opportunity.id);
    }
    await this.#parts.markets.ensure([...this.#entries.values()].flatMap(marketsOf));
    this.#parts.table.replace(this.rows());
  }

  /** One that the scanner published now. */
  found(opportunity: Opportunity, envelope: Pick<Envelope<unknown>, 'trace'>): void {
    const books = opportunity.legs.map(({ market }) => this.#parts.books.get(market));
    const known = this.#entries.get(opportunity.id);
    const outcome = known?.outcome ?? { kind: 'open' as const };
    this.#entries.set(opportunity.id, { opportunity, trace: envelope.trace, books, outcome });
    this.#changed.add(opportunity.id);
    for (const [id] of this.#entries) {
      if (this.#entries.size <= this.#parts.most) break;
      this.#entries.delete(id);
      this.#changed.delete(id);
      for (const [trade, of] of this.#byTrade) if (of === id) this.#byTrade.delete(trade);
    }
  }

  rejected(rejection: TradeRejection, envelope: Pick<Envelope<unknown>, 'trace'>): void {
    const { tradeId, strategy, rule, limit, value, message } = rejection;
    const entry = this.#entryOf(tradeId, rejection.coverId, envelope.trace);
    // Another strategy may have got it.
    if (entry === undefined || entry.outcome.kind === 'taken') return;
    this.#settle(entry, { kind: 'refused', tradeId, strategy, rule, limit, value, message });
  }

  result({ tradeId, strategy, coverId, state }: TradeResult, envelope: Pick<Envelope<unknown>, 'trace'>): void {
    const entry = this.#entryOf(tradeId, coverId, envelope.trace);
    if (entry) this.#settle(entry, { kind: 'taken', tradeId, strategy, state });
  }

  /** Closes those that are over and that nobody asked for. `now` Unix ms. */
  sweep(now: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.outcome.kind !== 'open' || now < entry.opportunity.expiresAt + ANSWER_MS) continue;
      this.#settle(entry, { kind: 'passed', reason: this.#whyPassed(entry.opportunity) });
    }
  }

  /** Tells of what changed since the last time, once its markets are known by name. */
  async drain(): Promise<void> {
    if (this.#draining || this.#changed.size === 0) return;
    this.#draining = true;
    const changed = [...this.#changed].flatMap((id) => this.#entries.get(id) ?? []);
    this.#changed.clear();
    try {
      await this.#parts.markets.ensure(changed.flatMap(marketsOf));
    } finally {
      // Without names they are told of all the same.
      for (const entry of changed) if (this.#entries.has(entry.opportunity.id)) this.#parts.table.put(this.#row(entry));
      this.#draining = false;
    }
  }

  /** Newest first. */
  rows(): readonly OpportunityRow[] {
    return [...this.#entries.values()].map((entry) => this.#row(entry)).reverse();
  }

  /** The markets that they are about. */
  markets(): ReadonlySet<MarketId> {
    return new Set([...this.#entries.values()].flatMap(marketsOf));
  }

  /** One with the books it was found in; where those are not known, with the books of now. */
  detail(id: string): OpportunityDetail | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    const { opportunity } = entry;
    const walks = opportunity.legs.flatMap((leg, index) => {
      const then = entry.books[index];
      const book =
        then?.sequence === leg.sequence && then.epoch === leg.epoch ? then : this.#parts.books.get(leg.market);
      return book === undefined ? [] : [depthWalk(leg, book, this.#parts.markets.get(leg.market))];
    });
    return { opportunity: this.#row(entry), walks };
  }

  #row({ opportunity, outcome }: Entry): OpportunityRow {
    return opportunityRow(opportunity, outcome, (id) => this.#parts.markets.get(id));
  }

  #settle(entry: Entry, outcome: OpportunityOutcome): void {
    entry.outcome = outcome;
    if (outcome.kind === 'taken' || outcome.kind === 'refused')
      this.#byTrade.set(outcome.tradeId, entry.opportunity.id);
    this.#changed.add(entry.opportunity.id);
  }

  #entryOf(tradeId: string, coverId: string, trace: string): Entry | undefined {
    const known = this.#entries.get(this.#byTrade.get(tradeId) ?? '');
    if (known) return known;
    const newestFirst = [...this.#entries.values()].reverse();
    const ofCover = newestFirst.filter(({ opportunity }) => opportunity.coverId === coverId);
    return ofCover.find((entry) => entry.trace === trace);
  }

  #whyPassed({ coverId, suspicious }: Opportunity): string {
    if (suspicious) return 'its return is suspiciously high, so no strategy takes it';
    if (this.#parts.isHalted()) return 'trading was halted';
    if (this.#parts.isHeld(coverId)) return 'a trade of the same contracts is open already';
    return 'no strategy asked for it while it lasted';
  }
}

const marketsOf = ({ opportunity }: Entry) => opportunity.legs.map(({ market }) => market);
