import type { Finding, Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { quotable } from '../market-matcher/advice/clean-text.js';
import type { MarketSubject } from './market-subject.js';
import { newsAnswerSchema } from './news-answer.js';

/** What an answer comes to, once it was held against the story. */
export interface CheckedReading {
  readonly finding: Finding;
  /** The whole sentence of the story that decides; null where none does. */
  readonly sentence: string | null;
  readonly reason: string;
}

const LEAST_CONFIDENCE = 0.85;
const LEAST_WORDS = 4;
const LONGEST = 400;
/** What is not said to have happened. */
const HEDGED =
  /\b(?:may|might|could|would|should|will|shall|can|expect\w*|likely|unlikely|poised|set to|plan\w*|intend\w*|consider\w*|reportedly|alleged\w*|rumou?r\w*|sources? say|unconfirmed|possibl\w*|perhaps|maybe|if|unless|whether|about to|to be|nears?|close to|hopes?|seeks?|urges?|calls? (?:for|on)|vows?|pledges?|proposes?|threatens?|forecast\w*|predict\w*|odds|bet\w*|opinion|analysis|what|why|how)\b|\?/i;
/** What turns a statement into its opposite. */
const DENIED =
  /\b(?:not|no|never|none|nor|neither|cannot|without|den(?:y|ies|ied|ial)|fail\w*|reject\w*|refus\w*|block\w*|false\w*|hoax|wrong\w*|erroneous\w*|incorrect\w*|retract\w*|correct(?:ion|s|ed)|withdr\w+|postpon\w*|delay\w*|cancel\w*)\b|n['’]t\b/i;
const TAKEN_BACK =
  /\b(?:retract(?:s|ed|ion)|correction|withdraws? (?:its|the) report|report (?:was|is) (?:false|wrong|an error)|hoax|false report|erroneously reported|incorrectly reported)\b/i;

const SENTENCE_END = /(?<=[.!?][”"')\]]*)\s+/;

/** The sentence of a text in which words stand, with whatever stands before and after them in it; null where none does. */
function sentenceWith(text: string, words: string): string | null {
  for (const part of text.split('\n')) {
    if (!quotable(part).includes(words)) continue;
    return part.split(SENTENCE_END).find((sentence) => quotable(sentence).includes(words)) ?? part;
  }
  return quotable(text).includes(words) ? text : null;
}

const nothing = (finding: Finding, reason: string): CheckedReading => ({ finding, sentence: null, reason });

/**
 * Holds an answer against the story. "Nothing" is believed; that a story decides is believed only as far as it proves it: the
 * sentence stands in it word by word, names what the market is about, says that something has happened, and denies nothing
 * that the market does not ask for. What is cut out of a sentence counts with the rest of it.
 */
export function checkReading(
  value: unknown,
  story: Story,
  subject: MarketSubject,
  asksForDenial: boolean,
): CheckedReading {
  const parsed = newsAnswerSchema.safeParse(value);
  if (!parsed.success) return nothing('unproven', 'the answer breaks its schema');
  const { decides, sentence, retracts, confidence, analysis } = parsed.data;
  if (!(confidence >= 0 && confidence <= 1)) return nothing('unproven', `confidence ${confidence} is none`);
  if (retracts || TAKEN_BACK.test(`${story.title}\n${story.summary}`))
    return nothing('retracts', `it takes something back: ${analysis.slice(0, 200)}`);
  if (decides === 'nothing') return nothing('nothing', analysis.slice(0, 300));
  if (confidence < LEAST_CONFIDENCE) return nothing('unproven', `called ${decides} at ${confidence}`);
  const words = quotable(sentence ?? '');
  if (words.split(' ').length < LEAST_WORDS || words.length > LONGEST)
    return nothing('unproven', `"${words.slice(0, 80)}" is no sentence that could decide`);
  const whole = sentenceWith(story.title, words) ?? sentenceWith(story.summary, words);
  if (whole === null) return nothing('unproven', `"${words.slice(0, 80)}" does not stand in the story`);
  const lower = new Set(
    quotable(whole)
      .match(/[\p{L}\p{N}][\p{L}\p{N}'.&-]*/gu)
      ?.map((word) => word.replace(/'s$/, '')),
  );
  if (![...subject.names].some((name) => lower.has(name)))
    return nothing('unproven', `"${whole.slice(0, 120)}" names nobody that the market names`);
  const hedge = HEDGED.exec(whole);
  if (hedge !== null) return nothing('unproven', `"${hedge[0]}" says that it has not happened`);
  const denial = DENIED.exec(whole);
  // Where the market asks whether something fails, a denial speaks for it and against its opposite.
  if (denial !== null && (decides === 'yes') !== asksForDenial)
    return nothing('unproven', `"${denial[0]}" may turn the sentence round`);
  if (denial === null && decides === 'yes' && asksForDenial)
    return nothing('unproven', 'the market asks whether it fails, and nothing in the sentence says so');
  if (denial === null && decides === 'no' && !asksForDenial && !EXCLUDES.test(whole))
    return nothing('unproven', 'nothing in the sentence says that it cannot happen any more');
  return { finding: decides, sentence: whole, reason: analysis.slice(0, 300) };
}

/** Facts after which something else cannot happen, without a word of denial. */
const EXCLUDES =
  /\b(?:wins?|won|elect(?:s|ed)|defeat(?:s|ed)|beats?|lost|loses|dies|died|dead|expire[sd]|ends?|ended|adjourn(?:s|ed)|confirm(?:s|ed)|sworn in|named|appoint(?:s|ed))\b/i;
