import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { NewsRuling } from '@pm-arbitrage/core/domain/news-ruling.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { MarketShelf } from './market-shelf.js';
import { NewsDesk } from './news-desk.js';
import { newsAlert } from './news-words.js';
import { OfficialFeeds } from './official-feeds.js';
import { readStory, type ReadingOptions } from './read-story.js';
import { ReadingJournal } from './reading-journal.js';
import { ReadingQueue, type Work, type WorkEnd } from './reading-queue.js';
import { storyOf } from './story-of.js';
import type { Standing } from './weigh-readings.js';

/**
 * Reads headlines for the markets that they may decide, and says where the news leave a market: to a person where one
 * source speaks, on the bus where two agree that have nothing to do with each other.
 */
export class NewsReader {
  readonly #context: Pick<AgentContext, 'alert' | 'bus' | 'clock' | 'log'>;
  /** Null: there is no key, and nothing is read. */
  readonly #options: ReadingOptions | null;
  readonly #ends: AbortController;
  readonly #shelf = new MarketShelf();
  readonly #desk = new NewsDesk();
  readonly #officials: OfficialFeeds;
  readonly #journal: ReadingJournal;
  readonly #queue: ReadingQueue;
  /** Where each market was left, as a person was told. */
  readonly #told = new Map<MarketId, string>();
  /** Whether what earlier lives read is known: before, everything would be read again. */
  #recalled = false;
  readonly #counts = { heard: 0, touching: 0, unread: 0, read: 0, unproven: 0 };

  constructor(context: AgentContext, options: ReadingOptions | null, ends: AbortController) {
    this.#context = context;
    this.#options = options;
    this.#ends = ends;
    this.#officials = new OfficialFeeds(context.config.oracles.news.feeds);
    this.#journal = new ReadingJournal(context.database, context.config.llm.model);
    this.#queue = new ReadingQueue(context.clock, (work) => this.#read(work));
  }

  /** Small facts for heartbeat and status. */
  get details(): Record<string, number | string> {
    const told = [...this.#told.values()];
    const count = (kind: string) => told.filter((one) => one.startsWith(kind)).length;
    return {
      model: this.#options === null ? 'off: set ANTHROPIC_API_KEY' : this.#options.model.model,
      markets: this.#shelf.size,
      ...this.#counts,
      ...this.#queue.counts,
      single: count('single'),
      confirmed: count('confirmed'),
      disputed: count('disputed'),
    };
  }

  /** Takes up what earlier lives read, after the markets are known. What was told then is not told again. */
  async recall(): Promise<void> {
    for (const { market, rulesHash, ...reading } of await this.#journal.since(this.#context.clock.now())) {
      this.#desk.story(reading.story);
      if (this.#shelf.get(market)?.market.rulesHash === rulesHash) this.#desk.take(market, reading);
    }
    for (const market of this.#desk.markets) this.#weigh(market, false);
    this.#recalled = true;
  }

  /** Takes a market as it is listed now. */
  market(market: Market): void {
    const became = this.#shelf.take(market);
    if (became === 'same' || became === 'none') return;
    this.#desk.forget(market.id);
    this.#settle(market, { kind: 'quiet' }, false);
    if (became === 'left' || !this.#recalled) return;
    // What was printed before the market was known here may decide it all the same.
    for (const story of this.#desk.recent(this.#context.clock.now()))
      if (this.#shelf.isAbout(story, market.id)) this.#consider(story, market.id);
  }

  /** Takes what an oracle of news says. */
  tick(tick: OracleTick): void {
    const story = storyOf(tick);
    if (story === null) return;
    this.#counts.heard++;
    const again = this.#desk.story(story);
    // What was read of another version counts no more, whatever this one says.
    for (const market of again) this.#weigh(market, true);
    const about = this.#shelf.about(story).map(({ market }) => market.id);
    for (const market of new Set([...again, ...about])) this.#consider(story, market);
  }

  #consider(story: Story, market: MarketId): void {
    if (this.#desk.isDone(market, story) || !this.#shelf.get(market)) return;
    this.#counts.touching++;
    if (this.#options === null || this.#desk.isFull(market, story)) this.#counts.unread++;
    else this.#queue.add({ story, market });
  }

  /** Says again what stands, and looks at what time has changed. */
  look(): void {
    this.#desk.prune(this.#context.clock.now());
    for (const market of this.#told.keys()) this.#weigh(market, true);
    this.#queue.pump();
  }

  async stop(): Promise<void> {
    this.#ends.abort(new Error('stopped'));
    await this.#queue.stop();
  }

  async #read({ story, market: id }: Work): Promise<WorkEnd> {
    const { clock, log } = this.#context;
    const shelved = this.#shelf.get(id);
    if (this.#options === null || shelved === undefined || this.#desk.isDone(id, story)) return 'done';
    const { market } = shelved;
    try {
      const result = await readStory(story, shelved, this.#options, this.#ends.signal);
      if (result.kind !== 'read') {
        log.warn({ why: result.kind, waiting: this.#queue.counts.waiting }, 'headlines are not read for a while');
        return result.kind;
      }
      const official = this.#officials.speaks(story, market);
      await this.#journal.note(market, { story, official }, result, clock.now());
      const { finding, sentence, reason } = result.checked;
      this.#counts.read++;
      if (finding === 'unproven') this.#counts.unproven++;
      log.info({ market: id, publisher: story.publisher, finding, reason }, 'headline read');
      // Rules that changed while it was read are other rules.
      if (this.#shelf.get(id)?.market.rulesHash !== market.rulesHash) return 'done';
      this.#desk.take(id, { story, finding, sentence, official });
      this.#weigh(id, true);
      return 'done';
    } catch (error) {
      if (this.#ends.signal.aborted) return 'done';
      log.warn({ market: id, error: messageOf(error) }, 'headline not read; it will be tried again');
      return 'no-answer';
    }
  }

  #weigh(id: MarketId, aloud: boolean): void {
    const market = this.#shelf.get(id)?.market;
    if (market !== undefined) this.#settle(market, this.#desk.standing(id, this.#context.clock.now()), aloud);
  }

  /** Tells where a market stands, where that is another place than before; what is confirmed is said again and again. */
  #settle(market: Market, standing: Standing, aloud: boolean): void {
    const before = this.#told.get(market.id);
    const now = 'outcome' in standing ? `${standing.kind} ${standing.outcome}` : standing.kind;
    if (standing.kind === 'quiet') this.#told.delete(market.id);
    else this.#told.set(market.id, now);
    if (standing.kind === 'confirmed') this.#rule(market, standing);
    else if (before?.startsWith('confirmed')) this.#rule(market, null);
    if (now !== before && standing.kind !== 'quiet' && aloud) this.#context.alert(newsAlert(market, standing));
  }

  #rule({ id, rulesHash }: Market, standing: (Standing & { kind: 'confirmed' }) | null): void {
    const { bus, clock } = this.#context;
    const sentences = (standing?.readings ?? []).map(({ story: { publisher, link, title, at }, sentence }) => ({
      publisher,
      link,
      sentence: sentence ?? title,
      at,
    }));
    const ruling: NewsRuling = {
      market: id,
      rulesHash,
      outcome: standing?.outcome ?? null,
      sentences,
      at: clock.now(),
    };
    bus.publish(channels.newsRulings, ruling, { eventTime: ruling.at });
  }
}
