import { sumUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { BatchQuestion, LanguageModel, ModelOutcome } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { PairAdvice, ReviewPair } from './advice.js';
import { type Asked, type Ballot, PairBrief } from './pair-brief.js';

/** A pair of a batch as it is stored: everything that is needed to read its answers in a later life. */
export interface BulkWork {
  readonly pair: ReviewPair;
  readonly ballots: readonly BulkBallot[];
  /** Null where no difference can be put in. */
  readonly decoy: BulkBallot | null;
}

interface BulkBallot extends Ballot {
  /** Of the question in the batch. */
  readonly id: string;
  /** What its answer costs at most. */
  readonly worst: Usd;
}

/** A pair with all its questions. */
export interface PreparedPair {
  readonly work: BulkWork;
  readonly questions: readonly BatchQuestion[];
  readonly worst: Usd;
}

/** Questions of a pair in a batch. */
export const questionsOf = ({ ballots, decoy }: BulkWork): number => ballots.length + (decoy === null ? 0 : 1);

/** Makes the questions of a pair, votes and decoy at once: there is no stopping early in a batch, and it costs half. */
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
  const numbered = ({ question, ballot }: Asked, name: string) => {
    const one = { id: `${place.batch}_${place.index}_${name}`, question };
    return { one, ballot: { ...ballot, id: one.id, worst: model.worstBatchCost([one]) } };
  };
  const asked = Array.from({ length: votes }, (_, vote) =>
    numbered(brief.question(vote, random, maxTokens), String(vote)),
  );
  const doubt = brief.decoyQuestion(random, maxTokens);
  const decoy = doubt === null ? null : numbered(doubt, 'decoy');
  const all = decoy === null ? asked : [...asked, decoy];
  return {
    work: { pair: brief.pair, ballots: asked.map(({ ballot }) => ballot), decoy: decoy?.ballot ?? null },
    questions: all.map(({ one }) => one),
    worst: sumUsd(all.map(({ ballot }) => ballot.worst)),
  };
}

/** Reads the outcomes of a pair. What cannot be read, or is missing, may have cost its worst. */
export function readPair(
  { pair, ballots, decoy }: BulkWork,
  outcomes: ReadonlyMap<string, ModelOutcome>,
  model: string,
): PairAdvice {
  const brief = new PairBrief(pair);
  const read = ({ id, worst, swapped, textHash }: BulkBallot) => {
    const found = outcomes.get(id);
    const missing = { kind: 'failed', why: 'silent', message: 'the batch holds no answer', cost: worst } as const;
    const unread = found?.kind === 'useless' && found.usage === null;
    return brief.record(
      { swapped, textHash },
      found === undefined ? missing : unread ? { ...found, cost: worst } : found,
    );
  };
  const advice = brief.advice(model, ballots.map(read), ballots.length, decoy === null ? null : read(decoy));
  return { pair, advice };
}
