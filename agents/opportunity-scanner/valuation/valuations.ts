import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Subscription } from '@pm-arbitrage/core/bus/bus.js';
import { modelCalibrations } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { eq } from 'drizzle-orm';
import type { EventShard } from '../event-shard.js';
import type { Scanner } from '../scanner.js';
import type { Scan } from '../scan.js';
import { SpikeWatch } from '../spike-watch.js';
import { CalibrationLog } from './calibration-log.js';
import { fairValuesOf, type Valuation } from './valuation.js';
import { ValuationDesk } from './valuation-desk.js';

type Publish = (scan: Scan) => void;

/**
 * Listens to the oracles that listed markets need, and tells the scanner what the markets are worth, whenever an oracle
 * speaks and as time passes.
 */
export class Valuations {
  readonly #context: Pick<AgentContext, 'bus' | 'clock' | 'database' | 'log'>;
  readonly #scanner: Scanner;
  readonly #publish: Publish;
  readonly #shard: EventShard;
  readonly #desk: ValuationDesk;
  /** Whether games that run are traded. */
  readonly #inPlay: boolean;
  readonly #spikes: SpikeWatch;
  readonly #calibration = new CalibrationLog();
  readonly #now = new Map<MarketId, Valuation>();
  readonly #subscriptions: Promise<Subscription | null>[] = [];

  constructor(
    context: Pick<AgentContext, 'bus' | 'clock' | 'database' | 'log' | 'config'>,
    parts: { readonly scanner: Scanner; readonly publish: Publish; readonly shard: EventShard },
  ) {
    this.#context = context;
    this.#shard = parts.shard;
    this.#scanner = parts.scanner;
    this.#publish = parts.publish;
    const { strategies, trading } = context.config;
    const { staleOracleMs, inPlay } = trading;
    this.#spikes = new SpikeWatch(strategies.spikeHistoryMs);
    this.#desk = new ValuationDesk(staleOracleMs);
    this.#inPlay = inPlay;
  }

  /** Small facts for heartbeat and status. */
  get details(): Record<string, number | string> {
    const { counts, unpriced, mostlyUnpriced } = this.#desk;
    const why = Object.entries(unpriced).map(([reason, count]) => [`unpriced:${reason}`, count] as const);
    return {
      ...counts,
      ...Object.fromEntries(why),
      ...(mostlyUnpriced === null ? {} : { mostlyUnpriced }),
      ...this.#calibration.scores,
    };
  }

  /** Reads what earlier lives learned of the models. */
  async start(): Promise<void> {
    const { queries } = this.#context.database;
    const rows = await queries.select().from(modelCalibrations).where(eq(modelCalibrations.shard, this.#shard.index));
    for (const { model, record } of rows) this.#calibration.remember(model, record);
  }

  /** Takes a market as it is listed now. What another scanner values may be a leg here: whether it runs is known of all. */
  market(market: Market): void {
    this.#judge(market);
    const needed = this.#desk.take(market, this.#shard.owns(market));
    this.#scanner.running(market.id, this.#desk.running(market.id, this.#context.clock.now()));
    for (const { type, symbol } of needed) {
      const { bus, log } = this.#context;
      const following = bus.follow([channels.oracle(type, symbol)], (tick) => this.#tick(tick));
      this.#subscriptions.push(
        following.catch((error: unknown) => {
          log.error({ type, symbol, error: messageOf(error) }, 'oracle not followed');
          return null;
        }),
      );
    }
  }

  /** Takes a price: it may have left its mean. */
  price(update: PriceUpdate): void {
    const valuation = this.#now.get(update.market);
    if (valuation === undefined) return;
    const now = this.#context.clock.now();
    const fair = valuation.kind === 'valued' ? fairValuesOf(valuation).yes : undefined;
    const news = this.#spikes.price(update, fair, now);
    if (news !== null) this.#publish(this.#scanner.mean(news.market, news.values, now, update.receivedAt));
  }

  /** Looks at every market again: time alone changes what it is worth. */
  sweep(): void {
    const now = this.#context.clock.now();
    for (const market of this.#desk.markets) this.#value(market, now, now);
    for (const market of this.#now.keys()) if (this.#desk.whyNot(market) !== null) this.#drop(market, now);
  }

  async stop(): Promise<void> {
    for (const following of this.#subscriptions) await (await following)?.close();
  }

  #tick(tick: OracleTick): void {
    const now = this.#context.clock.now();
    for (const market of this.#desk.tick(tick, now)) this.#value(market, now, tick.receivedAt);
  }

  #value(market: MarketId, now: number, tickAt: number): void {
    this.#scanner.running(market, this.#desk.running(market, now));
    const valuation = this.#desk.value(market, now);
    if (valuation.kind === 'unpriced') {
      this.#drop(market, now);
      return;
    }
    this.#calibration.forecast(market, valuation.model, valuation.probability, now);
    // What may not be traded is valued to judge its model, and offered to nobody.
    if (valuation.live && valuation.window !== true && !this.#inPlay) {
      this.#drop(market, now);
      return;
    }
    this.#now.set(market, valuation);
    const values = fairValuesOf(valuation);
    if (this.#spikes.fair(market, values.yes) !== null) this.#publish(this.#scanner.mean(market, null, now, tickAt));
    this.#publish(this.#scanner.fairValues(market, values, now, tickAt));
  }

  /** Holds what was said of a market that has resolved against what it paid. */
  #judge({ id, status, yesPayout, closeTime }: Market): void {
    if (status !== 'resolved' || yesPayout === null) return;
    const { clock, database, log } = this.#context;
    for (const judged of this.#calibration.resolved(id, yesPayout, closeTime, clock.now())) {
      const row = { ...judged, shard: this.#shard.index, updatedAt: clock.now() };
      database.queries
        .insert(modelCalibrations)
        .values(row)
        .onConflictDoUpdate({ target: [modelCalibrations.model, modelCalibrations.shard], set: row })
        .catch((error: unknown) => log.warn({ model: row.model, error: messageOf(error) }, 'calibration not stored'));
    }
  }

  #drop(market: MarketId, now: number): void {
    if (!this.#now.delete(market)) return;
    this.#publish(this.#scanner.fairValues(market, null, now, now));
    if (this.#spikes.forget(market) !== null) this.#publish(this.#scanner.mean(market, null, now, now));
  }
}
