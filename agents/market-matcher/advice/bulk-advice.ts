import { and, eq, inArray } from 'drizzle-orm';
import { ModelUnavailableError } from '@pm-arbitrage/adapters/llm/model-unavailable-error.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelBatches } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { sumUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';
import type { Advice, PairAdvice, ReviewPair } from './advice.js';
import type { AdviceOptions } from './advise-on-pair.js';
import { type BulkWork, preparePair, type PreparedPair, questionsOf, readPair } from './bulk-work.js';
import { findBatch } from './find-batch.js';
import { PairBrief } from './pair-brief.js';
import { review } from './tally-votes.js';

export interface BulkOptions extends AdviceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

type Row = typeof modelBatches.$inferSelect;
/** Most pairs of one batch. */
const MOST_PAIRS = 500;
/** A batch that was written down longer ago is not sent, ms; far less than ARRIVAL_MS. */
const FRESH_MS = 60_000;
/** The service keeps results 29 days. */
const KEPT_MS = 29 * 86_400_000;

/**
 * Advice on many pairs at half the price, within a day. A batch is written down before it is sent and its money reserved
 * with it; whatever crashes, it is found again and paid once.
 */
export class BulkAdvice {
  readonly #options: BulkOptions;

  constructor(options: BulkOptions) {
    this.#options = options;
  }

  /** @returns pairs that are not asked about, with why; the others come by `collect`. */
  async submit(pairs: readonly ReviewPair[]): Promise<readonly PairAdvice[]> {
    const { model, ids, clock } = this.#options;
    const id = ids.next();
    const unasked: PairAdvice[] = [];
    const prepared: PreparedPair[] = [];
    for (const pair of pairs) {
      const brief = new PairBrief(pair);
      const beforehand = brief.beforehand();
      if (beforehand !== null) unasked.push({ pair, advice: brief.adviceOf(model.model, beforehand) });
      else prepared.push(preparePair(brief, { batch: id, index: prepared.length }, this.#options));
    }
    const granted = await this.#intend(id, prepared);
    const left = prepared.slice(granted?.taken.length ?? 0);
    unasked.push(
      ...left.map(({ work }) => this.#unasked(work, 'no-money', "The language model's budget of today is used up.")),
    );
    if (granted === null) return unasked;
    if (clock.now() - granted.at > FRESH_MS) {
      // Slept between writing and sending: by the time it arrived, others might hold it for lost.
      await this.#close(id, granted.call, 'given-up', ZERO_USD);
      return [
        ...unasked,
        ...granted.taken.map(({ work }) => this.#unasked(work, 'no-answer', 'The batch was held up.')),
      ];
    }
    const submission = await model.submit(granted.taken.flatMap(({ questions }) => questions));
    if (submission.kind === 'accepted') await this.#remember(id, submission.batch);
    if (submission.kind === 'refused') {
      const why = `The language model took no batch: ${submission.message}.`;
      await this.#close(id, granted.call, 'given-up', ZERO_USD);
      unasked.push(...granted.taken.map(({ work }) => this.#unasked(work, 'no-answer', why)));
    }
    if (submission.kind === 'in-doubt') this.#options.log.warn({ id, why: submission.message }, 'batch in doubt');
    return unasked;
  }

  /**
   * Reads the batches that ended. `take` stores what came of their pairs and may be called again for the same ones after
   * a crash; only when it has resolved is a batch done with.
   * @returns how many pairs were taken. @throws what `take` and the database throw.
   */
  async collect(take: (answers: readonly PairAdvice[]) => Promise<void>): Promise<number> {
    const { log } = this.#options;
    const rows = await this.#openRows();
    let count = 0;
    for (const row of rows) {
      const read = await this.#read(row).catch((error: unknown) => {
        if (!(error instanceof ModelUnavailableError)) throw error;
        log.warn({ id: row.id, error: error.message }, 'batch not read');
        return null;
      });
      if (read === null) continue;
      await take(read.answers);
      await this.#close(row.id, row.call, read.state, read.cost);
      count += read.answers.length;
    }
    return count;
  }

  /** The pairs of all batches that are not done with. */
  async underWay(): Promise<readonly ReviewPair[]> {
    const rows = await this.#openRows();
    return rows.flatMap(({ work }) => (work as readonly BulkWork[]).map(({ pair }) => pair));
  }

  #openRows(): Promise<readonly Row[]> {
    return this.#options.database.queries
      .select()
      .from(modelBatches)
      .where(inArray(modelBatches.state, ['intended', 'submitted']))
      .orderBy(modelBatches.at);
  }

  /** What became of a batch; null while that is not known. A cost of null leaves the worst case booked. */
  async #read(row: Row): Promise<{
    readonly state: 'collected' | 'given-up';
    readonly answers: readonly PairAdvice[];
    readonly cost: Usd | null;
  } | null> {
    const { model, clock, database } = this.#options;
    const work = row.work as readonly BulkWork[];
    const size = work.reduce((sum, one) => sum + questionsOf(one), 0);
    if (clock.now() - row.at > KEPT_MS) return this.#givenUp(work, 'through', 'The batch is no longer kept.', null);
    const found =
      row.batch === null
        ? await findBatch({ id: row.id, at: row.at, size }, { model, database, now: clock.now() })
        : { batch: row.batch };
    if (found === 'unknown') return null;
    if (found === 'absent') return this.#givenUp(work, 'no-answer', 'The batch never arrived.', ZERO_USD);
    if (row.batch === null) await this.#remember(row.id, found.batch);
    if ((await model.status(found.batch)).state === 'working') return null;
    const outcomes = await model.collect(found.batch);
    const answers = work.map((one) => readPair(one, outcomes, row.model));
    return { state: 'collected', answers, cost: sumUsd(answers.map(({ advice }) => advice.evidence.cost)) };
  }

  #givenUp(work: readonly BulkWork[], asked: Advice['asked'], why: string, cost: Usd | null) {
    return { state: 'given-up', answers: work.map((one) => this.#unasked(one, asked, why)), cost } as const;
  }

  /** Reserves the money and writes the batch down, together; as many pairs as the money covers. */
  async #intend(id: string, prepared: readonly PreparedPair[]) {
    const { budget, clock, database, model } = this.#options;
    const { remaining } = await budget.state();
    let count = 0;
    let worst: number = 0;
    for (const one of prepared.slice(0, MOST_PAIRS)) {
      worst += one.worst;
      if (worst > remaining) break;
      count++;
    }
    // Others may have reserved meanwhile.
    for (; count > 0; count = Math.floor(count / 2)) {
      const taken = prepared.slice(0, count);
      const call = await database.transaction(async (queries) => {
        const purpose = `batch ${id}`;
        const reserved = await budget.reserveWithin(queries, {
          model: model.model,
          purpose,
          worst: sumUsd(taken.map((one) => one.worst)),
        });
        if (reserved === null) return null;
        const at = clock.now();
        const work = taken.map((one) => one.work);
        await queries
          .insert(modelBatches)
          .values({ id, state: 'intended', model: model.model, work, call: reserved, at, updatedAt: at });
        return { call: reserved, at };
      });
      if (call !== null) return { ...call, taken };
    }
    return null;
  }

  async #remember(id: string, batch: string): Promise<void> {
    await this.#options.database.queries
      .update(modelBatches)
      .set({ batch, state: 'submitted', updatedAt: this.#options.clock.now() })
      .where(and(eq(modelBatches.id, id), eq(modelBatches.state, 'intended')));
  }

  async #close(id: string, call: string, state: 'collected' | 'given-up', cost: Usd | null): Promise<void> {
    const { budget, clock, database } = this.#options;
    await database.transaction(async (queries) => {
      if (cost !== null) await budget.settleWithin(queries, call, cost);
      await queries.update(modelBatches).set({ state, updatedAt: clock.now() }).where(eq(modelBatches.id, id));
    });
  }

  #unasked({ pair }: BulkWork, asked: Advice['asked'], why: string): PairAdvice {
    const verdict = review(pair.verdict, null, `${why} ${pair.verdict.reason}`);
    return { pair, advice: new PairBrief(pair).adviceOf(this.#options.model.model, verdict, { asked }) };
  }
}
