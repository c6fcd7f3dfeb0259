import { createHash } from 'node:crypto';
import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { cleanText } from '../market-matcher/advice/clean-text.js';
import { registeredDomain } from './registered-domain.js';

/** The story of a headline; null where the tick is none. */
export function storyOf({ fact, eventTime }: OracleTick): Story | null {
  if (fact.kind !== 'headline') return null;
  const [title, summary] = [cleanText(fact.title), cleanText(fact.summary)];
  const publisher = cleanText(fact.publisher).toLowerCase();
  return {
    key: `${publisher} ${fact.link === '' ? fact.id : fact.link}`,
    textHash: createHash('sha256')
      .update(JSON.stringify([title, summary]))
      .digest('hex'),
    title,
    summary,
    link: fact.link,
    publisher,
    domain: registeredDomain(fact.link),
    at: eventTime,
  };
}
