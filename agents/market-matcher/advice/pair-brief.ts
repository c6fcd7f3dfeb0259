import { createHash } from 'node:crypto';
import { sumUsd } from '@pm-arbitrage/core/money/money.js';
import type { ModelOutcome, ModelQuestion } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Verdict } from '../verdict.js';
import type { Advice, ReviewPair, VoteRecord } from './advice.js';
import { checkAnswer } from './check-answer.js';
import { instructions, promptHash } from './instructions.js';
import { type MarketBrief, marketBrief } from './market-brief.js';
import { modelAnswerJsonSchema } from './model-answer.js';
import { drawMark, questionText } from './question-text.js';
import { isDecided, review, tallyVotes } from './tally-votes.js';

/** A question of a pair, as it can be stored between asking and the answer. */
export interface Ballot {
  readonly swapped: boolean;
  readonly textHash: string;
}

/** A pair made ready to be asked about: the pure half of the advice. */
export class PairBrief {
  readonly pair: ReviewPair;
  readonly #first: MarketBrief;
  readonly #second: MarketBrief;

  constructor(pair: ReviewPair) {
    this.pair = pair;
    this.#first = marketBrief(pair.first);
    this.#second = marketBrief(pair.second);
  }

  get suspects(): readonly string[] {
    return [...this.#first.suspects, ...this.#second.suspects];
  }

  /** The verdict where nothing need be asked; null where it must. */
  beforehand(): Verdict | null {
    const { verdict } = this.pair;
    const [suspect] = this.suspects;
    // Nobody is asked then: whatever could be answered, a text that speaks to its reader must not gain by it.
    if (suspect !== undefined)
      return {
        ...verdict,
        decision: 'refuse',
        confidence: 0,
        field: 'wording',
        reason: `A text speaks to its reader instead of the question: "${suspect.slice(0, 200)}"`,
      };
    const briefs = [this.#first, this.#second];
    if (briefs.some(({ tooLong }) => tooLong))
      return review(verdict, null, `Too long for the language model. ${verdict.reason}`);
    return null;
  }

  /** Sides change places from vote to vote, so that what comes first does not win by it. */
  question(
    vote: number,
    random: Random,
    maxTokens: number,
  ): { readonly question: ModelQuestion; readonly ballot: Ballot } {
    const swapped = vote % 2 === 1;
    const [first, second] = swapped ? [this.#second, this.#first] : [this.#first, this.#second];
    const mark = drawMark(random, [first.text, second.text]);
    const text = questionText(first, second, mark, this.pair.verdict.field);
    const textHash = createHash('sha256').update(text).digest('hex');
    return {
      question: { instructions, text, schema: modelAnswerJsonSchema, maxTokens },
      ballot: { swapped, textHash },
    };
  }

  /** Reads what became of a question. */
  record({ swapped, textHash }: Ballot, outcome: ModelOutcome): VoteRecord {
    const base = { swapped, textHash, cost: outcome.cost };
    if (outcome.kind !== 'answered') {
      const usage = outcome.kind === 'useless' ? outcome.usage : null;
      const reason = `no usable answer (${outcome.why}): ${outcome.message}`;
      return { ...base, vote: { kind: 'unsure', field: null, reason }, answer: null, model: null, usage };
    }
    const [first, second] = swapped ? [this.#second, this.#first] : [this.#first, this.#second];
    const vote = checkAnswer(outcome.value, { first, second, verdict: this.pair.verdict });
    return { ...base, vote, answer: outcome.value, model: outcome.model, usage: outcome.usage };
  }

  /** Of votes in their order; those after the outcome was settled change nothing, as if they had not been asked for. */
  advice(model: string, records: readonly VoteRecord[], wanted: number): Advice {
    const votes = records.map(({ vote }) => vote);
    let count = 1;
    while (count < votes.length && !isDecided(votes.slice(0, count), wanted)) count++;
    return this.adviceOf(model, tallyVotes(this.pair.verdict, votes.slice(0, count), wanted), records);
  }

  adviceOf(model: string, verdict: Verdict, votes: readonly VoteRecord[] = []): Advice {
    const cost = sumUsd(votes.map((one) => one.cost));
    return { verdict, evidence: { promptHash, model, votes, cost, suspects: this.suspects } };
  }
}
