import { createHash } from 'node:crypto';
import { sumUsd } from '@pm-arbitrage/core/money/money.js';
import type { ModelOutcome, ModelQuestion } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Verdict } from '../verdict.js';
import type { Advice, ReviewPair, VoteRecord } from './advice.js';
import { checkAnswer } from './check-answer.js';
import { decoyOf } from './decoy.js';
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

export interface Asked {
  readonly question: ModelQuestion;
  readonly ballot: Ballot;
}

/** Whether an answer says "the same", proven or not; null where it is none. */
export function claimsSame(answer: unknown): boolean | null {
  if (typeof answer !== 'object' || answer === null || !('same_question' in answer)) return null;
  return typeof answer.same_question === 'boolean' ? answer.same_question : null;
}

/** Refused for its texts, below every other outcome. */
const refused = (verdict: Verdict, reason: string): Verdict => ({
  ...verdict,
  decision: 'refuse',
  confidence: 0,
  field: 'wording',
  reason,
});

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
    // The model lifts no pair that the rules refused.
    if (verdict.decision !== 'review') return verdict;
    const [suspect] = this.suspects;
    // Nobody is asked then: whatever could be answered, a text that speaks to its reader must not gain by it.
    if (suspect !== undefined)
      return refused(verdict, `A text speaks to its reader instead of the question: "${suspect.slice(0, 200)}"`);
    const briefs = [this.#first, this.#second];
    if (briefs.some(({ tooLong }) => tooLong))
      return review(verdict, null, `Too long for the language model. ${verdict.reason}`);
    return null;
  }

  /** Sides change places from vote to vote, so that what comes first does not win by it. */
  question(vote: number, random: Random, maxTokens: number): Asked {
    const swapped = vote % 2 === 1;
    const [first, second] = swapped ? [this.#second, this.#first] : [this.#first, this.#second];
    return this.#ask(first, second, swapped, random, maxTokens);
  }

  /** The same pair but for a difference that was put in; null where none can be. */
  decoyQuestion(random: Random, maxTokens: number): Asked | null {
    const first = decoyOf(this.pair.first);
    if (first !== null) return this.#ask(marketBrief(first), this.#second, false, random, maxTokens);
    const second = decoyOf(this.pair.second);
    return second === null ? null : this.#ask(this.#first, marketBrief(second), false, random, maxTokens);
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

  /**
   * What votes and decoy come to. Votes count in their order; those after the outcome was settled change nothing, as if
   * they had not been asked for. Whoever calls the decoy the same would call anything the same.
   * @param decoy null where it was not asked.
   */
  advice(model: string, records: readonly VoteRecord[], wanted: number, decoy: VoteRecord | null): Advice {
    const votes = records.map(({ vote }) => vote);
    let count = 1;
    while (count < votes.length && !isDecided(votes.slice(0, count), wanted)) count++;
    const seen = decoy === null ? null : claimsSame(decoy.answer);
    const { verdict } = this.pair;
    if (seen === true && records.slice(0, count).some(({ answer }) => claimsSame(answer) === true)) {
      const reason =
        'The texts talk the model into anything: it called a pair the same into which a difference was put.';
      return this.adviceOf(model, refused(verdict, reason), { votes: records, decoy });
    }
    const tally = tallyVotes(verdict, votes.slice(0, count), wanted);
    const proven = tally.decision !== 'accept' || seen === false;
    const unproven = `${tally.reason} But no decoy shows that the model would have seen a difference.`;
    const asked = records.some(({ usage }) => usage !== null) ? 'through' : 'no-answer';
    return this.adviceOf(model, proven ? tally : review(verdict, null, unproven), { votes: records, decoy, asked });
  }

  adviceOf(
    model: string,
    verdict: Verdict,
    {
      votes = [],
      decoy = null,
      asked = 'through',
    }: {
      readonly votes?: readonly VoteRecord[];
      readonly decoy?: VoteRecord | null;
      readonly asked?: Advice['asked'];
    } = {},
  ): Advice {
    const cost = sumUsd([...votes, ...(decoy === null ? [] : [decoy])].map((one) => one.cost));
    return { verdict, asked, evidence: { promptHash, model, votes, decoy, cost, suspects: this.suspects } };
  }

  #ask(first: MarketBrief, second: MarketBrief, swapped: boolean, random: Random, maxTokens: number): Asked {
    const mark = drawMark(random, [first.text, second.text]);
    const text = questionText(first, second, mark, this.pair.verdict.field);
    const textHash = createHash('sha256').update(text).digest('hex');
    return {
      question: { instructions, text, schema: modelAnswerJsonSchema, maxTokens },
      ballot: { swapped, textHash },
    };
  }
}
