import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArticles } from '../gdelt/read-articles.js';
import { decodeReferences, plainText } from '../plain-text.js';
import type { Feed } from './feed.js';
import { readFeed } from './read-feed.js';

const read = (text: string, type = 'application/xml') => readFeed(new TextEncoder().encode(text), type) as Feed;
const item = (inner: string) => `<rss><channel><item>${inner}</item></channel></rss>`;

describe('readFeed', () => {
  it('takes the encoding from the mark, the headers, the declaration', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${item('<title>caf\u00e9</title>')}`;
    const latin = Buffer.from(text, 'latin1');
    expect((readFeed(latin, 'text/xml') as Feed).entries[0]?.title).toBe('café');
    expect((readFeed(Buffer.from(text), 'text/xml; charset=utf-8') as Feed).entries[0]?.title).toBe('café');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(item('<title>café</title>'), 'utf16le')]);
    expect((readFeed(marked, 'text/xml') as Feed).entries[0]?.title).toBe('café');
    expect(readFeed(latin, 'text/xml; charset=klingon')).toBe('its encoding is not known');
  });

  it('resolves references once and shows no tags', () => {
    expect(read(item('<title>AT&amp;T &#8217;s &amp;lt;b&amp;gt; plan</title>')).entries[0]?.title).toBe(
      'AT&T ’s <b> plan',
    );
    expect(read(item('<title><![CDATA[<b>Bold</b> &amp; plain]]></title>')).entries[0]?.title).toBe('Bold & plain');
    expect(read(item('<title>a&lt;script&gt;x()&lt;/script&gt;b</title>')).entries[0]?.title).toBe('a b');
  });

  it('takes ids, or makes them of link and title', () => {
    const plain = item('<title>t</title><link>https://a.example/1</link>');
    expect(read(plain).entries[0]?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(read(plain).entries[0]?.id).toBe(read(plain).entries[0]?.id);
    expect(read(item('<title>t</title><guid isPermaLink="false">g-1</guid>')).entries[0]?.id).toBe('g-1');
  });

  it('takes links that lead to pages alone', () => {
    for (const link of ['javascript:alert(1)', 'ftp://a.example/', 'nowhere', ''])
      expect(read(item(`<title>t</title><link>${link}</link>`)).entries[0]?.link).toBe('');
  });

  it.each([
    ['Sat, 21 Nov 2026 12:00:00 GMT', '2026-11-21T12:00:00.000Z'],
    ['Sat, 21 Nov 2026 07:00:00 -0500', '2026-11-21T12:00:00.000Z'],
    ['21 Nov 2026 07:00:00 EST', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    // The weekday is wrong, as happens.
    ['Mon, 21 Nov 2026 12:00:00 GMT', '2026-11-21T12:00:00.000Z'],
  ])('reads the date %s', (date, iso) => {
    const [entry] = read(item(`<title>t</title><pubDate>${date}</pubDate>`)).entries;
    expect(new Date(entry?.publishedAt ?? 0).toISOString()).toBe(iso);
  });

  it.each(['yesterday', '0000-00-00', '21/11/2026 25:00', 'Sun, 21 Nov 1926 12:00:00 GMT', '2026-11-21 12:00:00'])(
    'knows that %s is no date',
    (date) => {
      expect(read(item(`<title>t</title><pubDate>${date}</pubDate>`)).entries[0]?.publishedAt).toBeNull();
    },
  );

  it.each(['<html><body/></html>', '<rss></rss>', 'plain', '', '{"a":1}', '<a><b></a>'])('refuses %s', (text) => {
    expect(typeof readFeed(Buffer.from(text), 'text/xml')).toBe('string');
  });

  it('never throws, and gives no long, hidden or marked up text', () => {
    const parts = fc.constantFrom(
      '<rss><channel>',
      '</channel></rss>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<feed>',
      '</feed>',
      '<entry>',
      '</entry>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&#x202e;',
      '&lt;b&gt;',
      '<link href="x"/>',
      '<rdf:RDF>',
      '<!--',
      '-->',
      '<?xml version="1.0"?>',
      '<title/>',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(parts, fc.string({ maxLength: 6 })), { maxLength: 50 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const feed = readFeed(Buffer.from(text), 'text/xml');
        if (typeof feed === 'string') return;
        for (const { title, summary } of feed.entries) {
          expect(title.length).toBeGreaterThan(0);
          expect(title.length).toBeLessThanOrEqual(300);
          expect(`${title}${summary}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is done with two megabytes of anything in seconds', () => {
    for (const unit of [
      '<',
      '<a',
      '<a>',
      '<!DOCTYPE',
      '&',
      '&#x',
      '<item><title>a</title></item>',
      '<![CDATA[',
      '<!--',
      ' ',
    ])
      readFeed(Buffer.from(`<rss><channel>${unit.repeat(Math.floor(2_000_000 / unit.length))}`), 'text/xml');
    expect(plainText('<'.repeat(2_000_000), 300)).toBe('<'.repeat(300));
  }, 240_000);
});

describe('readArticles', () => {
  it('never throws', () => {
    const right = { url: 'https://a.example/', title: 't', domain: 'a', seendate: '20261121T031500Z' };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((by) => JSON.stringify({ articles: [{ ...right, title: by }, by] }) ?? ''),
        ),
        (text) => {
          const articles = readArticles(text);
          if (typeof articles !== 'string')
            for (const article of articles) if (article.kind === 'article') expect(article.title).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
    expect(readArticles(JSON.stringify({ articles: [right] }))).toEqual([
      {
        kind: 'article',
        url: 'https://a.example/',
        title: 't',
        domain: 'a',
        seenAt: Date.parse('2026-11-21T03:15:00Z'),
      },
    ]);
  });
});

describe('decodeReferences', () => {
  it('leaves what is no reference as it is', () => {
    expect(decodeReferences('&nothing; &#xd800; &#0; &#x41; R&D')).toBe('&nothing;     A R&D');
  });
});
