import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { storyOf } from '../story-of.js';

export const T0 = Date.UTC(2026, 10, 21, 12);

/** What a feed tells of a headline. */
export function headline(
  title: string,
  more: { publisher?: string; link?: string; summary?: string; at?: number; topic?: string } = {},
): OracleTick {
  const { publisher = 'the herald', summary = '', at = T0, topic = 'senate' } = more;
  const { link: address = `https://www.${publisher.replaceAll(/\W/g, '')}.com/story` } = more;
  return {
    type: 'news',
    symbol: topic,
    source: 'rss',
    fact: { kind: 'headline', id: address, title, summary, link: address, publisher },
    unit: 'text',
    eventTime: at,
    receivedAt: at,
    quality: 'delayed',
    uncertainty: null,
  };
}

/** The story of such a headline. */
export function aStory(...parts: Parameters<typeof headline>): Story {
  const story = storyOf(headline(...parts));
  if (story === null) throw new Error('no story');
  return story;
}
