import type { Bus } from '@pm-arbitrage/core/bus/bus.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { normalCdf } from '@pm-arbitrage/core/fair-value/numerics/normal-cdf.js';
import { aBook, aMarket } from '@pm-arbitrage/agents/opportunity-scanner/scanner-fixtures.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';

const STRIKES = 40;
const BASE = 84_000;
/** Share by which the index jumps: a few seconds of an ordinary day. */
const JUMP = 0.0012;
const VOLATILITY = 0.45;
const SECONDS_PER_YEAR = 31_536_000;
const MINUTE_MS = 60_000;
/** Time from the start of the bench to the settlement, ms: long enough for it to end before. */
const LEFT_MS = 15 * MINUTE_MS;
const WARM_TICKS = 600;
const WARM_STEP_MS = 5_000;

/** An index and the strikes on it that a venue lists for one quarter of an hour, on the bus. */
export class OracleWorld {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #closes: number;
  readonly #markets: readonly { readonly market: Market; readonly strike: number }[];
  #sequence = 0;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
    // Rules name whole minutes.
    this.#closes = Math.ceil((clock.now() + LEFT_MS) / MINUTE_MS) * MINUTE_MS;
    this.#markets = Array.from({ length: STRIKES }, (_, index) => {
      const strike = BASE + (index - STRIKES / 2) * 2 + 0.99;
      return { market: marketAt(this.#closes, strike), strike };
    });
  }

  get size(): number {
    return this.#markets.length;
  }

  async list(): Promise<void> {
    for (const { market } of this.#markets) await this.#bus.publishDurable(channels.markets('kalshi'), market);
  }

  /** Fifty minutes of an index that moves as usual, up to now: a volatility takes its time. */
  async warmUp(): Promise<void> {
    const random = seededRandom(1);
    const deviation = VOLATILITY * Math.sqrt(WARM_STEP_MS / 1_000 / SECONDS_PER_YEAR);
    const now = this.#clock.now();
    for (let tick = WARM_TICKS; tick > 0; tick--) {
      // Ups and downs of the right size that lead nowhere.
      this.#say(
        BASE * (1 + (tick % 2 === 0 ? 0.5 : -0.5) * deviation * (0.8 + 0.4 * random.next())),
        now - tick * WARM_STEP_MS,
      );
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** The index is where it was. */
  calm(): void {
    this.#say(BASE, this.#clock.now());
  }

  /** The price of the next market is right for a calm index, and its ask a little above. */
  offer(turn: number): void {
    const { market, strike } = this.#at(turn);
    const seconds = Math.max(60, (this.#closes - this.#clock.now()) / 1_000 - 40);
    const deviation = BASE * VOLATILITY * Math.sqrt(seconds / SECONDS_PER_YEAR);
    const fair = normalCdf((BASE - strike) / deviation);
    this.#book(market, Math.round(fair * 100) / 100);
  }

  jump(): void {
    this.#say(BASE * (1 + JUMP), this.#clock.now());
  }

  /** The guardian refuses, and the market has no offers any more: the strategy is free for the next one. */
  async refuse({ tradeId, strategy, opportunity }: TradeRequest, turn: number): Promise<void> {
    this.#book(this.#at(turn).market, null);
    const at = this.#clock.now();
    const why = { rule: 'bench', limit: '', value: '', message: 'the bench refuses everything', at };
    await this.#bus.publishDurable(channels.tradeRejected, { tradeId, strategy, coverId: opportunity.coverId, ...why });
  }

  #at(turn: number): { readonly market: Market; readonly strike: number } {
    const found = this.#markets[turn % this.#markets.length];
    if (found === undefined) throw new RangeError(`no market for turn ${turn}`);
    return found;
  }

  #book(market: Market, fair: number | null): void {
    const at = this.#clock.now();
    const cents = (value: number) => (price(Math.round(value * PRICE_SCALE)) / PRICE_SCALE).toFixed(2);
    const change = { receivedAt: at, sequence: ++this.#sequence };
    const book =
      fair === null
        ? aBook(market, [], [], change)
        : aBook(market, [[cents(fair - 0.02), '500']], [[cents(fair + 0.02), '500']], change);
    this.#bus.publish(channels.prices('kalshi'), book);
  }

  #say(value: number, at: number): void {
    const about = { type: 'crypto', symbol: 'btc-usd', source: 'cf-benchmarks', unit: 'usd', quality: 'live' } as const;
    const fact = { kind: 'price', price: value } as const;
    this.#bus.publish(channels.oracle('crypto', 'btc-usd'), {
      ...about,
      fact,
      eventTime: at,
      receivedAt: at,
      uncertainty: null,
    });
  }
}

/** A strike in the words of the venue, at a time in New York. */
function marketAt(closes: number, strike: number): Market {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const part = Object.fromEntries(format.formatToParts(closes).map(({ type, value }) => [type, value]));
  const clock = `${part['hour']}:${part['minute']} ${part['dayPeriod']} ${part['timeZoneName']}`;
  const day = `${part['month']} ${part['day']}, ${part['year']}`;
  const rules =
    'If the simple average of the sixty seconds of CF Benchmarks’ Bitcoin Real-Time Index (BRTI) before ' +
    `${clock} is above ${strike} at ${clock} on ${day}, then the market resolves to Yes.`;
  return aMarket('kalshi', `KXBTCD-${strike}`, {
    title: `Bitcoin price on ${day} at ${clock}?`,
    subtitle: `$${Math.round(strike).toLocaleString('en-US')} or above`,
    event: { id: 'KXBTCD', title: `Bitcoin price on ${day} at ${clock}?`, size: STRIKES },
    rules,
    rulesHash: rules,
    category: 'Crypto',
    strike: { type: 'greater', floor: strike, cap: null },
    sources: ['CF Benchmarks'],
    closeTime: closes,
    resolutionTime: closes + 10 * MINUTE_MS,
  });
}
