import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { addUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { marketBrief } from '../market-matcher/advice/market-brief.js';
import type { ModelBudget } from '../market-matcher/advice/model-budget.js';
import { suspectPassages } from '../market-matcher/advice/suspect-passages.js';
import type { Listing } from '../market-matcher/listing.js';
import { type CheckedReading, checkReading } from './check-reading.js';
import { listingOf } from './listing-of.js';
import type { ShelvedMarket } from './market-shelf.js';
import { newsAnswerSchema } from './news-answer.js';
import { newsQuestion } from './news-question.js';
import { strangerMarket } from './stranger-market.js';

export interface ReadingOptions {
  readonly model: LanguageModel;
  readonly budget: ModelBudget;
  readonly random: Random;
  readonly maxTokens: number;
}

/** What became of a story for a market. `no-money`, `no-answer`: it was not read to the end, and may be again. */
export interface StoryReading {
  readonly kind: 'read' | 'no-money' | 'no-answer';
  readonly checked: CheckedReading;
  /** Answers in the order in which they came, as they came. */
  readonly answers: readonly unknown[];
  readonly cost: Usd;
}

/** Independent answers that must agree before a story decides. */
const VOTES = 2;
const DENIALS = /\b(?:not|no|never|fails? to|without)\b|n['’]t\b/i;

/**
 * Lets the model read a story beside a market. One answer is enough for "nothing"; what decides is asked again, and then put
 * beside a market of somebody else: a story that decides that one, too, talks the model into anything.
 * @throws the signal's reason when it aborts, and what the database throws; money that may have been spent stays counted.
 */
export async function readStory(
  story: Story,
  { market, subject }: ShelvedMarket,
  { model, budget, random, maxTokens }: ReadingOptions,
  signal?: AbortSignal,
): Promise<StoryReading> {
  const listing = listingOf(market);
  const asksForDenial = DENIALS.test(market.title);
  const answers: unknown[] = [];
  let cost: Usd = ZERO_USD;
  const ended = (kind: StoryReading['kind'], finding: CheckedReading['finding'], reason: string): StoryReading => ({
    kind,
    checked: { finding, sentence: null, reason },
    answers,
    cost,
  });

  const brief = marketBrief(listing);
  const [suspect] = [...suspectPassages(`${story.title}\n${story.summary}`, market.platform), ...brief.suspects];
  if (suspect !== undefined)
    return ended('read', 'unproven', `a text speaks to its reader instead of the world: "${suspect.slice(0, 200)}"`);
  if (brief.tooLong) return ended('read', 'unproven', 'the rules of the market are too long to be read');
  const decoy = strangerMarket(listing);
  if (decoy === null) return ended('read', 'unproven', 'no market beside it could show that the model reads');

  /** The raw answer; a word where there is none. */
  const ask = async (about: Listing): Promise<{ readonly value: unknown } | 'no-money' | 'no-answer'> => {
    const question = newsQuestion(about, story, random, maxTokens);
    const purpose = `news ${market.id}`;
    const reserved = await budget.reserve({ model: model.model, purpose, worst: model.worstCost(question) });
    if (reserved === null) return 'no-money';
    const outcome = await model.ask(question, signal);
    await budget.settle(reserved, outcome.cost);
    cost = addUsd(cost, outcome.cost);
    signal?.throwIfAborted();
    if (outcome.kind === 'failed') return 'no-answer';
    const value = outcome.kind === 'answered' ? outcome.value : { useless: outcome.why };
    answers.push(value);
    return { value };
  };

  let first: CheckedReading | null = null;
  for (let vote = 0; vote < VOTES; vote++) {
    const answer = await ask(listing);
    if (typeof answer === 'string') return ended(answer, 'unproven', `not read to the end: ${answer}`);
    const checked = checkReading(answer.value, story, subject, asksForDenial);
    if (checked.finding !== 'yes' && checked.finding !== 'no' && first === null)
      return { kind: 'read', checked, answers, cost };
    if (first !== null && checked.finding !== first.finding)
      return ended(
        'read',
        'unproven',
        `one answer says ${first.finding}, another ${checked.finding}: ${checked.reason}`,
      );
    first ??= checked;
  }
  const doubt = await ask(decoy);
  if (typeof doubt === 'string') return ended(doubt, 'unproven', `not read to the end: ${doubt}`);
  const seen = newsAnswerSchema.safeParse(doubt.value);
  if (!seen.success) return ended('read', 'unproven', 'no decoy shows that the model would have seen a difference');
  if (seen.data.decides !== 'nothing')
    return ended(
      'read',
      'unproven',
      'the story talks the model into anything: it also decides a market of somebody else',
    );
  return { kind: 'read', checked: first as CheckedReading, answers, cost };
}
