import { sumUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { BatchQuestion, LanguageModel, ModelOutcome } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { PairAdvice, ReviewPair } from './advice.js';
import { type Ballot, PairBrief } from './pair-brief.js';

/** A pair of a batch as it is stored: everything that is needed to read its answers in a later life. */
export interface BulkWork {
  readonly pair: ReviewPair;
  readonly ballots: readonly (Ballot & {
    /** Of the question in the batch. */
    readonly id: string;
    /** What its answer costs at most. */
    readonly worst: Usd;
  })[];
}

/** A pair with all its questions. */
export interface PreparedPair {
  readonly work: BulkWork;
  readonly questions: readonly BatchQuestion[];
  readonly worst: Usd;
}

/** Makes the questions of a pair, all votes at once: there is no stopping early in a batch, and it costs half. */
export function preparePair(
  brief: PairBrief,
  place: { readonly batch: string; readonly index: number },
  options: {
    readonly model: LanguageModel;
    readonly random: Random;
    readonly votes: number;
    readonly maxTokens: number;
  },
): PreparedPair {
  const { model, random, votes, maxTokens } = options;
  const asked = Array.from({ length: votes }, (_, vote) => {
    const id = `${place.batch}_${place.index}_${vote}`;
    const { question, ballot } = brief.question(vote, random, maxTokens);
    const one = { id, question };
    return { one, ballot: { ...ballot, id, worst: model.worstBatchCost([one]) } };
  });
  return {
    work: { pair: brief.pair, ballots: asked.map(({ ballot }) => ballot) },
    questions: asked.map(({ one }) => one),
    worst: sumUsd(asked.map(({ ballot }) => ballot.worst)),
  };
}

/** Reads the outcomes of a pair. What cannot be read, or is missing, may have cost its worst. */
export function readPair(
  { pair, ballots }: BulkWork,
  outcomes: ReadonlyMap<string, ModelOutcome>,
  model: string,
): PairAdvice {
  const brief = new PairBrief(pair);
  const records = ballots.map((ballot) => {
    const { id, worst, swapped, textHash } = ballot;
    const found = outcomes.get(id);
    const missing = { kind: 'failed', why: 'silent', message: 'the batch holds no answer', cost: worst } as const;
    const unread = found?.kind === 'useless' && found.usage === null;
    return brief.record(
      { swapped, textHash },
      found === undefined ? missing : unread ? { ...found, cost: worst } : found,
    );
  });
  return { pair, advice: brief.advice(model, records, ballots.length) };
}
