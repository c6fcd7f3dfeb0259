import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { type PageServer, type ServedPage, startPageServer } from '../polling/page-server.js';
import type { Headline, HeadlinesOf } from './headlines-of.js';

export interface FeedsStandInOptions {
  readonly clock: Clock;
  readonly headlinesOf: HeadlinesOf;
  readonly host?: string;
  readonly port?: number;
}

export interface FeedsStandIn extends PageServer {
  readonly faults: PageFaults;
  /** Minutes that its RSS asks not to be asked again; null: it says nothing. */
  ttl: number | null;
  /** Titles that were changed after they were published, by id. */
  readonly changed: Map<string, string>;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const rss = (topic: string, news: readonly Headline[], ttl: number | null): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${topic}</title>
<link>https://news.example/</link><description>News on ${topic}</description>${ttl === null ? '' : `<ttl>${ttl}</ttl>`}
${news
  .map(
    ({ id, title, summary, link, publishedAt }) => `<item><title>${escape(title)}</title><link>${link}</link>
<guid isPermaLink="false">${id}</guid><pubDate>${new Date(publishedAt).toUTCString()}</pubDate>
<description><![CDATA[${summary}]]></description></item>`,
  )
  .join('\n')}
</channel></rss>`;

const atom = (topic: string, news: readonly Headline[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${topic}</title><id>urn:${topic}</id>
${news
  .map(
    ({
      id,
      title,
      summary,
      link,
      publishedAt,
    }) => `<entry><id>${id}</id><title type="html">${escape(escape(title))}</title>
<link rel="self" href="https://news.example/self"/><link rel="alternate" href="${link}"/>
<updated>${new Date(publishedAt).toISOString()}</updated><summary type="html">${escape(summary)}</summary></entry>`,
  )
  .join('\n')}
</feed>`;

const rdf = (topic: string, news: readonly Headline[]): string =>
  `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>${topic}</title></channel>
${news
  .map(
    ({ id, title, link, publishedAt }) => `<item rdf:about="${id}"><title>${escape(title)}</title><link>${link}</link>
<dc:date>${new Date(publishedAt).toISOString()}</dc:date></item>`,
  )
  .join('\n')}
</rdf:RDF>`;

/** Feeds by topic in three formats: `/rss/fed`, `/atom/fed`, `/rdf/fed`. */
export async function startFeeds({ clock, headlinesOf, host, port }: FeedsStandInOptions): Promise<FeedsStandIn> {
  const faults = new PageFaults();
  const changed = new Map<string, string>();
  const handle: { ttl: number | null } = { ttl: null };
  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, time }): ServedPage => {
      const [, format = '', topic = ''] = /^\/(rss|atom|rdf)\/([a-z-]+)$/.exec(path) ?? [];
      if (topic === '') return { status: 404, type: 'text/html', body: '<h1>Not found</h1>' };
      const news = headlinesOf(topic, time).map((one) => ({ ...one, title: changed.get(one.id) ?? one.title }));
      const lastModified = news[0]?.publishedAt ?? 0;
      if (format === 'rss')
        return {
          status: 200,
          type: 'application/rss+xml; charset=utf-8',
          body: rss(topic, news, handle.ttl),
          lastModified,
        };
      if (format === 'atom')
        return { status: 200, type: 'application/atom+xml', body: atom(topic, news), lastModified };
      return { status: 200, type: 'text/xml', body: rdf(topic, news), lastModified };
    },
  });
  return Object.assign(handle, { ...server, faults, changed });
}
