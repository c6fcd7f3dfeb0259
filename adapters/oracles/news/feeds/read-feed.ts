import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { type Body, isBody } from '../../transport/read-fields.js';
import { decodeReferences, plainText } from '../plain-text.js';
import { decodePage } from './decode-page.js';
import type { Feed, FeedEntry } from './feed.js';

const MOST_ENTRIES = 500;
const MOST_TITLE = 300;
const MOST_SUMMARY = 2_000;
const MOST_ID = 200;
const MINUTE_MS = 60_000;
/** Unix ms of 2000 and 2100. */
const EARLIEST = 946_684_800_000;
const LATEST = 4_102_444_800_000;
/** No tree of a feed is deeper. */
const DEEPEST = 40;

/** References are resolved here and not by the parser, so that no document can define its own. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  cdataPropName: '#cdata',
});

/**
 * Reads RSS 2.0, RSS 1.0 (RDF) or Atom.
 * @returns the feed, or a sentence that says why it is none. Never throws.
 */
export function readFeed(bytes: Uint8Array, contentType: string): Feed | string {
  const text = decodePage(bytes, contentType);
  if (text === null) return 'its encoding is not known';
  if (/<!(?:ENTITY|DOCTYPE[^>[]{0,500}\[)/i.test(text)) return 'it defines entities of its own, which no feed needs';
  let tree: unknown;
  try {
    tree = parser.parse(text);
  } catch {
    return 'it is no XML';
  }
  if (!isBody(tree)) return 'it is no XML';
  const rss = pick(pick(tree, 'rss'), 'channel');
  const rdf = pick(tree, 'rdf:RDF') ?? pick(tree, 'RDF');
  const atom = pick(tree, 'feed') ?? pick(tree, 'atom:feed');
  const [head, list] = rss ? [rss, rss['item']] : rdf ? [pick(rdf, 'channel'), rdf['item']] : [atom, atom?.['entry']];
  if (!head) return 'it is neither RSS nor Atom';
  const entries = listOf(list).slice(0, MOST_ENTRIES).map(readEntry);
  const ttl = Number(textOf(head['ttl']));
  return {
    title: plainText(textOf(head['title']), MOST_TITLE),
    entries: entries.filter((entry) => entry !== null),
    ttlMs: ttl > 0 && ttl < 10_000 ? ttl * MINUTE_MS : null,
    refused: entries.filter((entry) => entry === null).length,
  };
}

/** Null for an entry that says nothing. */
function readEntry(entry: unknown): FeedEntry | null {
  if (!isBody(entry)) return null;
  const title = plainText(textOf(entry['title']), MOST_TITLE);
  if (title === '') return null;
  const bodies = ['description', 'summary', 'content:encoded', 'content'].map((name) =>
    plainText(textOf(entry[name]), MOST_SUMMARY),
  );
  const link = readLink(entry['link']);
  const own =
    textOf(entry['guid']) ||
    textOf(entry['id']) ||
    (typeof entry['@rdf:about'] === 'string' ? entry['@rdf:about'] : '');
  const id = plainText(own, MOST_ID);
  const dates = ['updated', 'pubDate', 'published', 'dc:date'].map((name) => readDate(textOf(entry[name])));
  return {
    id: id === '' ? createHash('sha256').update(`${link} ${title}`).digest('hex').slice(0, 32) : id,
    title,
    summary: bodies.find((body) => body !== '') ?? '',
    link,
    publishedAt: dates.find((date) => date !== null) ?? null,
  };
}

/** RSS writes it as text, Atom as an attribute of one link among several. */
function readLink(value: unknown): string {
  const links = listOf(value);
  const isAlternate = (link: unknown) => isBody(link) && (link['@rel'] === undefined || link['@rel'] === 'alternate');
  const chosen = links.find(isAlternate) ?? links[0];
  const href = isBody(chosen) ? chosen['@href'] : undefined;
  const text = (typeof href === 'string' ? decodeReferences(href) : textOf(chosen)).trim();
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href.slice(0, 2_000) : '';
  } catch {
    return '';
  }
}

/** RFC 822 and RFC 3339, with a zone, and a year that is of now. */
function readDate(text: string): number | null {
  if (text.length > 60 || !/(?:Z|UTC?|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d)$/.test(text.trim())) return null;
  // The weekday may be wrong, and UT is not known everywhere.
  const time = Date.parse(
    text
      .trim()
      .replace(/^[A-Za-z]{3,9},?\s+/, '')
      .replace(/\bUT$/, 'UTC'),
  );
  return time > EARLIEST && time < LATEST ? time : null;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const pick = (tree: Body | null, name: string): Body | null => {
  const found = listOf(tree?.[name])[0];
  return isBody(found) ? found : found === undefined ? null : {};
};

/** All text of an element, as HTML: of nested elements too, as XHTML has it; character data stands as it is. */
function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return decodeReferences(value);
  if (depth > DEEPEST) return '';
  if (Array.isArray(value))
    return depth === 0 ? textOf(value[0], 1) : value.map((one) => textOf(one, depth + 1)).join(' ');
  if (!isBody(value)) return '';
  return Object.entries(value)
    .filter(([name]) => !name.startsWith('@'))
    .map(([name, inner]) => (name === '#cdata' ? [inner].flat().join(' ') : textOf(inner, depth + 1)))
    .join(' ');
}
