import type { Prompt, Reply } from '../script.js';
import { findDifference } from './find-difference.js';
import { readNews } from './read-news.js';
import { type ShownMarket, shownMarkets } from './shown-market.js';
import { datesIn, namesIn, numbersIn, type Term } from './terms.js';

/** Words that show a field where neither number, day nor name does. */
const WORDS: Readonly<Record<string, RegExp>> = {
  tie: /\b(tie|draw|winner|overtime)\b/i,
  void: /\b(cancell?ed|postponed|void)\b/i,
  relation: /\b(above|below|at least|at most|or higher|or lower|over|under)\b/i,
  milestone:
    /\b(confirm(s|ed)?|sign(s|ed)?|announce(s|d)?|win(s|ner)?|agree(s|d)?|restore(s|d)?|cut(s)?|raise(s|d)?)\b/i,
  averaging: /\b(average|price|reading|index|high|low)\b/i,
  scope: /\b(overtime|game|match|season|round|price|index)\b/i,
  unit: /[$%°]|\b(dollars|degrees|percent)\b/i,
};

/**
 * A stand-in of a model that reads: it answers from the two markets of the prompt and knows nothing else of them. It
 * holds them for different unless it finds every name, number and day of either headline on the other side.
 */
export function readingModel({ user }: Prompt): Reply {
  const news = readNews(user);
  if (news !== null) return news;
  const shown = shownMarkets(user);
  if (shown === null) return { content: 'There are no two markets here.' };
  const reading = findDifference(...shown);
  if (reading.kind === 'different')
    return {
      content: {
        analysis: `They differ in ${reading.field}.`,
        counterexample: reading.world,
        differing_field: reading.field,
        same_question: false,
        polarity: 'unclear',
        confidence: 0.9,
        evidence: [],
      },
    };
  return {
    content: {
      analysis: 'Names, numbers, days and what counts agree on both sides.',
      counterexample: null,
      differing_field: null,
      same_question: true,
      polarity: reading.polarity,
      confidence: 0.93,
      evidence: evidence(...shown, /the field "(\w+)"/.exec(user)?.[1] ?? null),
    },
  };
}

interface Quote {
  readonly field: string;
  readonly first: string;
  readonly second: string;
}

/** The words on both sides for what decides, and for the field that was asked about. */
function evidence(first: ShownMarket, second: ShownMarket, asked: string | null): readonly Quote[] {
  const quote = (field: string, read: (text: string) => readonly Term[]): readonly Quote[] => {
    const there = [...read(second.headline), ...read(second.text)];
    for (const { key, written } of [...read(first.headline), ...read(first.text)]) {
      const other = there.find((one) => one.key === key);
      if (other !== undefined) return [{ field, first: written, second: other.written }];
    }
    return [];
  };
  const quotes = [
    ...quote('subject', namesIn),
    ...quote('outcome', namesIn),
    ...quote('threshold', numbersIn),
    ...quote('window', datesIn),
    ...quote('source', namesIn),
  ];
  if (asked === null || quotes.some(({ field }) => field === asked)) return quotes;
  const pattern = WORDS[asked];
  const [here, there] = [first, second].map(({ text }) => (pattern === undefined ? null : pattern.exec(text)));
  return here && there ? [...quotes, { field: asked, first: here[0], second: there[0] }] : quotes;
}
