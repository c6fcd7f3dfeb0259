import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { type PageServer, type ServedPage, startPageServer } from '../polling/page-server.js';
import { RequestCount } from '../request-count.js';
import type { HeadlinesOf } from './headlines-of.js';

export interface GdeltStandInOptions {
  readonly clock: Clock;
  /** The first word of a search is its topic. */
  readonly headlinesOf: HeadlinesOf;
  readonly host?: string;
  readonly port?: number;
}

export interface GdeltStandIn extends PageServer {
  readonly faults: PageFaults;
  /** Puts backslashes into titles that begin no escape. */
  sloppy: boolean;
}

const HOUR_MS = 3_600_000;
/** Its index is made anew every quarter of an hour. */
const INDEX_MS = 900_000;
const text = (body: string, status = 200): ServedPage => ({ status, type: 'text/html; charset=utf-8', body });

/** A search of news: one request in five seconds, errors as text, often with status 200. */
export async function startGdelt({ clock, headlinesOf, host, port }: GdeltStandInOptions): Promise<GdeltStandIn> {
  const faults = new PageFaults();
  const count = new RequestCount(() => clock.now(), 5_000, 1);
  const handle = { sloppy: false };
  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, query, time }) => {
      if (path !== '/api/v2/doc/doc') return text('Not found', 404);
      if (!count.take()) return text('Please limit requests to one every 5 seconds.', 429);
      const topic = /[a-z]{2,}/i.exec(query.get('query') ?? '')?.[0]?.toLowerCase();
      if (topic === undefined) return text('The specified phrase is too short.');
      if (query.get('format') !== 'json') return text('<html></html>');
      const indexed = Math.floor(time / INDEX_MS) * INDEX_MS;
      const found = headlinesOf(topic, indexed).filter(({ publishedAt }) => indexed - publishedAt < HOUR_MS);
      const articles = found.map(({ title, link, publishedAt }) => ({
        url: link,
        url_mobile: '',
        title,
        seendate: `${new Date(publishedAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
        domain: new URL(link).hostname,
        language: 'English',
        sourcecountry: 'United States',
      }));
      const body = JSON.stringify(articles.length === 0 ? {} : { articles });
      return {
        status: 200,
        type: 'application/json; charset=utf-8',
        body: handle.sloppy ? body.replaceAll(' on ', String.raw` \on `) : body,
      };
    },
  });
  return Object.assign(handle, { ...server, faults });
}
