import type { Subscription } from '@pm-arbitrage/core/bus/bus.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { isSimulated } from '@pm-arbitrage/core/config/live-rules.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { type MarketId, type Platform, platformOf, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { catchUpBooks } from '@pm-arbitrage/core/hot-books/catch-up.js';
import { recentOpportunities } from '@pm-arbitrage/core/queries/recent-opportunities.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { VenuePause } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import type { HaltView } from '../../protocol/halt-view.js';
import type { OracleValueRow } from '../../protocol/oracle-row.js';
import { topics as topicList } from '../../protocol/topics.js';
import type { VenueRow } from '../../protocol/venue-row.js';
import type { LiveTopics } from '../live/live-topics.js';
import type { DashboardParts } from '../parts.js';
import type { TradingReader } from '../readers/trading-reader.js';
import { haltView } from '../views/halt-view.js';
import { oracleRows, withTick } from '../views/oracle-rows.js';
import { venueRow } from '../views/venue-rows.js';
import { NeededOracles } from './needed-oracles.js';
import { OpportunityFeed } from './opportunity-feed.js';
import type { Refresher } from './refresher.js';
import { UpdateRate } from './update-rate.js';

const LOOK_MS = 1_000;
const MARK_MS = 500;
const DRAIN_MS = 100;
const HOT_MS = 10_000;

/** What the bus tells, as topics; what only the database knows is marked to be read again. */
export class SwarmFeed {
  readonly opportunities: OpportunityFeed;
  /** Pauses in force, as last read. */
  pauses: readonly VenuePause[] = [];
  readonly #parts: DashboardParts;
  readonly #topics: LiveTopics;
  readonly #trading: TradingReader;
  readonly #rates = new Map<Platform, UpdateRate>(platforms.map((platform) => [platform, new UpdateRate()]));
  readonly #values = new Map<string, OracleValueRow>();
  readonly #ends: (() => Promise<void> | void)[] = [];
  #held: ReadonlySet<MarketId> = new Set();
  #isMoved = false;
  #agentsUnknown: string | null = null;

  constructor(parts: DashboardParts, topics: LiveTopics, trading: TradingReader) {
    this.#parts = parts;
    this.#topics = topics;
    this.#trading = trading;
    this.opportunities = new OpportunityFeed({
      table: topics.table('opportunities'),
      markets: parts.markets,
      books: parts.books,
      most: topicList.opportunities.most,
      isHeld: (coverId) => trading.isHeld(coverId),
      isHalted: () => parts.halt.isHalted,
    });
  }

  /** Follows the bus. @param refresher told what to read again */
  async start({ bus, name }: Pick<AgentContext, 'bus' | 'name'>, refresher: Refresher): Promise<void> {
    const { clock, config, database, log } = this.#parts;
    await this.#readHeartbeats();
    const found = await recentOpportunities(database.queries, config.mode, topicList.opportunities.most);
    await this.opportunities.load(found, clock.now());
    this.#topics.table('oracleValues').replace([]);
    const consume = { group: name, consumer: name };
    const keep = async (subscription: Promise<Subscription>) => {
      const kept = await subscription;
      this.#ends.push(() => kept.close());
    };
    const oracles = new NeededOracles(bus, config.oracles, (tick) => this.#tick(tick));
    this.#ends.push(() => oracles.close());
    await keep(bus.follow(platforms.map(channels.prices), (update) => this.#price(update)));
    await keep(bus.follow([channels.heartbeats], (beat) => this.#beat(beat)));
    await keep(
      bus.follow([channels.opportunities], (opportunity, envelope) => this.opportunities.found(opportunity, envelope)),
    );
    await keep(
      bus.consume(channels.tradeResults, consume, async (result, envelope) => {
        this.opportunities.result(result, envelope);
        refresher.mark('portfolio', 'trades', 'strategies');
      }),
    );
    await keep(
      bus.consume(channels.tradeRejected, consume, async (rejection, envelope) => {
        this.opportunities.rejected(rejection, envelope);
        refresher.mark('riskEvents', 'risk');
      }),
    );
    await keep(bus.consume(channels.allocations, consume, async () => refresher.mark('strategies', 'risk')));
    await keep(bus.consume(channels.matchedMarkets, consume, async () => refresher.mark('matches')));
    this.#ends.push(await catchUpBooks({ ...this.#parts, log }, (update) => this.#parts.books.put(update)));
    const drain = () => {
      this.opportunities.drain().catch((error: unknown) => {
        log.warn({ error: messageOf(error) }, 'markets of opportunities not read');
      });
    };
    this.#ends.push(
      clock.every(LOOK_MS, () => this.#look(oracles)),
      clock.every(MARK_MS, () => this.#remark()),
      clock.every(DRAIN_MS, drain),
      clock.every(HOT_MS, () => void this.#readHeartbeats()),
    );
    this.#parts.halt.onChange(() => this.#putHalt());
    this.#look(oracles);
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.toReversed()) await end();
  }

  halt(): HaltView {
    const { beats, clock, config, halt } = this.#parts;
    return haltView({
      now: clock.now(),
      mode: config.mode,
      simulated: isSimulated(config),
      publicDemo: config.dashboard.publicDemo,
      halt: halt.current,
      beats: beats.all(),
      acknowledged: beats.acknowledged,
      agentsUnknown: this.#agentsUnknown,
    });
  }

  venues(): readonly VenueRow[] {
    const { beats, clock, config } = this.#parts;
    return platforms.map((platform) =>
      venueRow({
        platform,
        enabled: config.venues[platform].enabled,
        watcher: beats.get(`venue-watcher:${platform}`),
        executor: beats.get('executor'),
        updatesPerSecond: this.#rates.get(platform)?.perSecond(clock.monotonic()) ?? 0,
        paused: this.pauses.find((pause) => pause.platform === platform) ?? null,
      }),
    );
  }

  values(): readonly OracleValueRow[] {
    return [...this.#values.values()];
  }

  #price(update: PriceUpdate): void {
    this.#parts.books.put(update);
    this.#rates.get(platformOf(update.market))?.count(this.#parts.clock.monotonic());
    if (this.#held.has(update.market)) this.#isMoved = true;
  }

  #beat(beat: Heartbeat): void {
    const isNews = this.#parts.beats.take(beat);
    this.#topics.table('agents').put({ id: beat.agent, ...withoutAgent(beat) });
    // An acknowledgement is waited for.
    if (isNews) this.#putHalt();
  }

  #tick(tick: OracleTick): void {
    const id = `${tick.type}/${tick.symbol}`;
    const row = withTick(this.#values.get(id), tick);
    if (row === null) return;
    this.#values.set(id, row);
    this.#topics.table('oracleValues').put(row);
  }

  #look(oracles: NeededOracles): void {
    const { beats, clock, markets } = this.#parts;
    const now = clock.now();
    const gone = beats.forget(now);
    this.#topics.table('agents').replace([...beats.all()].map((beat) => ({ id: beat.agent, ...withoutAgent(beat) })));
    if (gone.length > 0) this.#parts.log.info({ agents: gone }, 'agents forgotten');
    this.#topics.table('venues').replace(this.venues());
    this.#topics.table('oracles').replace([...beats.all()].flatMap(oracleRows));
    this.opportunities.sweep(now);
    this.#held = this.#trading.held;
    for (const id of [...this.#held, ...this.opportunities.markets()]) {
      const market = markets.get(id);
      if (market !== undefined) oracles.see(market);
    }
    this.#putHalt();
  }

  #remark(): void {
    if (!this.#isMoved) return;
    this.#isMoved = false;
    const state = this.#trading.mark();
    if (state === null) return;
    this.#topics.table('positions').replace(state.positions);
    this.#topics.document('portfolio').set(state.portfolio);
  }

  #putHalt(): void {
    this.#topics.document('halt').set(this.halt());
  }

  /** Heartbeats of before, and whether the hot state can be asked at all. */
  async #readHeartbeats(): Promise<void> {
    try {
      for (const beat of (await this.#parts.hot.list<Heartbeat>('heartbeat:')).values()) this.#parts.beats.take(beat);
      this.#agentsUnknown = null;
    } catch (error) {
      this.#agentsUnknown = messageOf(error);
    }
  }
}

const withoutAgent = ({ agent: _agent, ...beat }: Heartbeat): Omit<Heartbeat, 'agent'> => beat;
