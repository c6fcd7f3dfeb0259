import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { ListingPrints } from '@pm-arbitrage/core/domain/match-evidence.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import { listingPrint } from '../listing-print.js';
import { isFinal, type PairAdvice, type ReviewPair } from './advice.js';
import { AskingPause } from './asking-pause.js';
import type { KnownAdvice } from './known-advice.js';
import type { BudgetState } from './model-budget.js';
import type { Advisor } from './open-advisor.js';

export interface DoubtOptions {
  readonly advisor: Advisor;
  readonly known: KnownAdvice;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether pairs are still being looked for: how many are in doubt is not known before. */
  readonly isSearching: () => boolean;
  /** Whether the question still stands: `gone` where a text changed, `held` where a person has the word. */
  readonly stateOf: (pair: ReviewPair, prints: ListingPrints) => 'open' | 'held' | 'gone';
  /** Commits what came of pairs; rejects when it could not. */
  readonly decide: (answers: readonly PairAdvice[]) => Promise<void>;
  /** A day's money turned a question away, for the first time that day. */
  readonly onExhausted: (budget: BudgetState) => void;
  /** Calls off what is under way. */
  readonly ends: AbortController;
}

interface Waiting {
  readonly pair: ReviewPair;
  readonly prints: ListingPrints;
}

const WORK_MS = 250;
/** Questions under way at once. */
const AT_ONCE = 3;
/** More pairs than this are no stream but a backlog, which can wait a day for half the price. */
const BACKLOG = 20;
/** Most pairs of one submission. */
const MOST = 500;
/** A search that lasts longer is not waited for, ms. */
const PATIENCE_MS = 60_000;
const COLLECT_MS = 60_000;
const BUDGET_MS = 5_000;

/**
 * The pairs that the rules could not decide, on their way through the language model: a few at once, a backlog as a
 * batch. What was answered is known for good and never asked again; where nothing was answered, it is asked again later.
 * All of it runs beside the agent's other work.
 */
export class PairsInDoubt {
  readonly #options: DoubtOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Being asked, or in a batch. */
  readonly #underWay = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #pause = new AskingPause();
  #asking = 0;
  #submitting = false;
  /** Unix ms; null: nothing is being looked for. */
  #searchingSince: number | null = null;
  #collecting = false;
  #budget: BudgetState | null = null;
  #timers: readonly Cancel[] = [];

  constructor(options: DoubtOptions) {
    this.#options = options;
  }

  /** Goes on with the batches of earlier lives. @throws what the database throws */
  async start(): Promise<void> {
    const { advisor, clock } = this.#options;
    this.#begin(await advisor.underWay());
    await this.#readBudget();
    this.#collect();
    this.#timers = [
      clock.every(WORK_MS, () => this.#work()),
      clock.every(COLLECT_MS, () => this.#collect()),
      clock.every(BUDGET_MS, () => this.#run('budget not read', () => this.#readBudget())),
    ];
  }

  /** Takes a pair that the rules left for review. */
  put(pair: ReviewPair): void {
    const prints = printsOf(pair);
    const key = keyOf(prints);
    if (!this.#options.known.has(prints) && !this.#underWay.has(key)) this.#waiting.set(key, { pair, prints });
  }

  /** Where the day's money stood when it was read last; null before. */
  get budget(): BudgetState | null {
    return this.#budget;
  }

  details(): Heartbeat['details'] {
    const counts = { inDoubt: this.#waiting.size, asking: this.#underWay.size };
    if (this.#budget === null) return counts;
    const { limit, committed, remaining } = this.#budget;
    return {
      ...counts,
      modelBudget: formatUsd(limit),
      modelCommitted: formatUsd(committed),
      modelRemaining: formatUsd(remaining),
    };
  }

  /** Calls off what is under way and waits until it has ended. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    this.#options.ends.abort(new Error('the agent stops'));
    await Promise.all(this.#running);
  }

  #work(): void {
    const { clock, isSearching, stateOf } = this.#options;
    this.#searchingSince = isSearching() ? (this.#searchingSince ?? clock.now()) : null;
    const wait = this.#searchingSince !== null && clock.now() - this.#searchingSince < PATIENCE_MS;
    if (wait || this.#submitting || !this.#pause.isOver(clock.now())) return;
    const ready: ReviewPair[] = [];
    for (const [key, { pair, prints }] of this.#waiting) {
      const state = stateOf(pair, prints);
      if (state === 'gone') this.#waiting.delete(key);
      if (state === 'open') ready.push(pair);
    }
    if (ready.length > BACKLOG) this.#submit(ready.slice(0, MOST));
    else for (const pair of ready.slice(0, AT_ONCE - this.#asking)) this.#ask(pair);
  }

  #ask(pair: ReviewPair): void {
    const { advisor, clock, ends } = this.#options;
    this.#asking++;
    this.#begin([pair]);
    this.#run('pair not asked about', async () => {
      try {
        await this.#take([{ pair, advice: await advisor.advise(pair, ends.signal) }]);
      } catch (error) {
        // Called off, or the database failed: what may have been paid for is counted, and nothing was heard.
        this.#pause.failed(clock.now());
        this.#again([pair]);
        throw error;
      } finally {
        this.#asking--;
      }
    });
  }

  #submit(pairs: readonly ReviewPair[]): void {
    const { advisor, clock, log } = this.#options;
    this.#submitting = true;
    this.#begin(pairs);
    log.info({ pairs: pairs.length }, 'a backlog of pairs goes to the language model as a batch');
    this.#run('batch not submitted', async () => {
      try {
        await this.#take(await advisor.submit(pairs));
      } catch (error) {
        this.#pause.failed(clock.now());
        // What was written down is under way all the same.
        const sent = new Set((await advisor.underWay()).map((pair) => keyOf(printsOf(pair))));
        this.#again(pairs.filter((pair) => !sent.has(keyOf(printsOf(pair)))));
        throw error;
      } finally {
        this.#submitting = false;
      }
    });
  }

  #collect(): void {
    if (this.#collecting) return;
    this.#collecting = true;
    this.#run('batches not collected', async () => {
      try {
        await this.#options.advisor.collect((answers) => this.#take(answers));
      } finally {
        this.#collecting = false;
      }
    });
  }

  /** Commits what came of pairs; those that nobody answered wait again. */
  async #take(answers: readonly PairAdvice[]): Promise<void> {
    if (answers.length === 0) return;
    const { advisor, clock, decide, known, onExhausted } = this.#options;
    const at = clock.now();
    for (const { pair, advice } of answers)
      if (isFinal(advice)) known.add(printsOf(pair), { verdict: advice.verdict, by: advice.evidence.model });
    this.#again(answers.map(({ pair }) => pair));
    const isBroke = answers.some(({ advice }) => advice.asked === 'no-money');
    if (isBroke) this.#pause.broke(at);
    if (answers.some(({ advice }) => advice.asked === 'no-answer')) this.#pause.failed(at);
    else this.#pause.answered();
    await decide(answers);
    const spent = isBroke ? await advisor.exhausted(at) : null;
    if (spent !== null) onExhausted(spent);
    await this.#readBudget();
  }

  async #readBudget(): Promise<void> {
    this.#budget = await this.#options.advisor.budget();
  }

  #begin(pairs: readonly ReviewPair[]): void {
    for (const pair of pairs) {
      const key = keyOf(printsOf(pair));
      this.#waiting.delete(key);
      this.#underWay.add(key);
    }
  }

  /** Ends the asking about pairs; those that are not known by now wait again. */
  #again(pairs: readonly ReviewPair[]): void {
    for (const pair of pairs) this.#underWay.delete(keyOf(printsOf(pair)));
    for (const pair of pairs) this.put(pair);
  }

  /** Runs beside everything else; `stop` waits for it. */
  #run(failure: string, work: () => Promise<void>): void {
    const { ends, log } = this.#options;
    const running = work()
      .catch((error: unknown) => {
        if (!ends.signal.aborted) log.warn({ error: messageOf(error) }, failure);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}

const keyOf = ({ kalshi, polymarket }: ListingPrints): string => `${kalshi} ${polymarket}`;

const printsOf = ({ first, second }: ReviewPair): ListingPrints => ({
  kalshi: listingPrint(first),
  polymarket: listingPrint(second),
});
