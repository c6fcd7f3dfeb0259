import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { ModelQuestion } from '@pm-arbitrage/core/ports/language-model.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Listing } from '../market-matcher/listing.js';
import { marketBrief } from '../market-matcher/advice/market-brief.js';
import { drawMark } from '../market-matcher/advice/question-text.js';
import { instructions } from './instructions.js';
import { newsAnswerJsonSchema } from './news-answer.js';

/** Lines after the first are set in, so that no text can pass for a further field. */
const line = (name: string, value: string): string => `${name}: ${value.replaceAll('\n', '\n  ')}`;

/** One story beside one market. Neither holds an angle bracket (`cleanText`), so nothing inside can look like a mark. */
export function newsQuestion(listing: Listing, story: Story, random: Random, maxTokens: number): ModelQuestion {
  const market = marketBrief(listing).text;
  const published = new Date(story.at).toISOString();
  const news = [line('published', published), line('title', story.title), line('summary', story.summary)].join('\n');
  const mark = drawMark(random, [market, news]);
  const text = [
    `The marks of this question carry the code ${mark}.`,
    `<<<the market ${mark}`,
    market,
    `${mark} the market>>>`,
    `<<<the story ${mark}`,
    news,
    `${mark} the story>>>`,
    'Does the story decide the market? If so, give the sentence that does.',
  ].join('\n');
  return { instructions, text, schema: newsAnswerJsonSchema, maxTokens };
}
