import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { type AccountDifference, compareAccounts } from './check-accounts.js';

type WatchContext = Pick<
  AgentContext,
  'alert' | 'clock' | 'config' | 'database' | 'halt' | 'haltFile' | 'ids' | 'log' | 'outbox'
>;

/** A thing that differed at this many checks in a row, whatever the amounts, is no coincidence of fills. */
const GRACE_CHECKS = 3;
/** Nothing halts before it has stood for longer than an order takes to be sent, learned of and booked. */
const GRACE_MS = 10_000;
/** A venue has a fill before it is booked here, and trades follow each other: what agrees at one of these looks agrees. */
const LOOKS = 4;
const LOOK_MS = 500;

/** At start fills of this long are read again: longer than a swarm is down while it has orders out. */
const FIRST_READ_MS = 3_600_000;
/** Longer than a fill takes to be listed and to become final. */
const OVERLAP_MS = 300_000;

/** What the watch may change when it finds something. */
export interface WatchedBooks {
  /** Takes what a venue says of a fill. @returns false when it belongs to no order of ours */
  takeFill(fill: Fill): Promise<boolean>;
  /** Books a difference in cash, theirs minus ours, if the rounding of fees explains it. @returns whether it did */
  trueUp(platform: Platform, excess: Usd): Promise<boolean>;
}

interface Standing extends AccountDifference {
  readonly seen: number;
  /** Unix ms of the first of those checks. */
  readonly since: number;
}

/**
 * Compares our accounts with the venues' again and again. A difference may be a fill between two reads; one that is
 * still there at the next check, or goes on under changing amounts, halts trading and is named.
 */
export class AccountWatch {
  readonly #context: WatchContext;
  readonly #venues: ReadonlyMap<Platform, TradingVenue>;
  readonly #books: WatchedBooks;
  /** Unix ms up to which the fills of a venue have been read; fills are listed late, so reads overlap. */
  readonly #readTo = new Map<Platform, number>();
  #standing: ReadonlyMap<string, Standing> = new Map();

  constructor(context: WatchContext, venues: ReadonlyMap<Platform, TradingVenue>, books: WatchedBooks) {
    this.#context = context;
    this.#venues = venues;
    this.#books = books;
  }

  /** What differed at the last check. */
  get differences(): readonly string[] {
    return [...this.#standing.values()].map(({ message }) => message);
  }

  async check(): Promise<void> {
    const { clock, halt, ids, log } = this.#context;
    const before = this.#standing;
    const found = [...(await this.#readFills()), ...(await this.#differing())];
    const now = clock.now();
    this.#standing = new Map(
      found.map((one) => {
        const { seen, since } = before.get(one.what) ?? { seen: 0, since: now };
        return [one.what, { ...one, seen: seen + 1, since }];
      }),
    );
    const lasting: string[] = [];
    for (const { what, by, cashAt, message, seen, since } of this.#standing.values()) {
      if (now - since < GRACE_MS || (before.get(what)?.by !== by && seen < GRACE_CHECKS)) continue;
      // Alone, and to the unit the same as last time: it may be nothing but the rounding of fees.
      if (found.length === 1 && cashAt !== null && before.get(what)?.by === by) {
        if (await this.#books.trueUp(cashAt, usd(-by))) {
          log.warn({ platform: cashAt, microUsd: -by }, 'cash differed by the rounding of fees; booked as fees');
          this.#standing = new Map();
          continue;
        }
      }
      lasting.push(message);
    }
    if (lasting.length === 0 || halt.isHalted) return;
    const reason = `accounts differ from the venue: ${lasting.join('; ')}`;
    log.error({ differences: lasting }, 'accounts differ from the venue');
    await orderHalt(this.#context, { id: ids.next(), reason, by: 'executor', at: now }, 'reconciliation');
    this.#context.alert({
      tier: 'emergency',
      kind: 'reconciliation',
      title: 'Accounts differ from the venue',
      body: reason,
    });
  }

  /** What differs at every look, as the last one sees it. */
  async #differing(): Promise<readonly AccountDifference[]> {
    const { clock, config, database } = this.#context;
    const look = () => compareAccounts(database, config.mode, this.#venues);
    let differing = await look();
    for (let looks = 1; looks < LOOKS && differing.length > 0; looks++) {
      await sleep(clock, LOOK_MS);
      const before = new Set(differing.map(({ what }) => what));
      differing = (await look()).filter(({ what }) => before.has(what));
    }
    return differing;
  }

  /** Hands every fill that venues list to the executor; what belongs to no order of ours is a difference. */
  async #readFills(): Promise<readonly AccountDifference[]> {
    const { clock } = this.#context;
    const strangers: AccountDifference[] = [];
    for (const [platform, venue] of this.#venues) {
      const since = this.#readTo.get(platform) ?? clock.now() - FIRST_READ_MS;
      const until = clock.now();
      for (const fill of await venue.fillsSince(since)) {
        const { clientOrderId } = fill;
        if (clientOrderId !== null && (await this.#books.takeFill({ ...fill, clientOrderId }))) continue;
        const what = `fill ${fill.fillId} at ${platform}`;
        strangers.push({
          what,
          cashAt: null,
          by: fill.quantity,
          message: `${what} belongs to no order of ours (${fill.market})`,
        });
      }
      this.#readTo.set(platform, until - OVERLAP_MS);
    }
    return strangers;
  }
}
