import { isBody, shown } from '../../transport/read-fields.js';
import { plainText } from '../plain-text.js';

/** An article that was found. Untrusted text. */
export interface Article {
  readonly url: string;
  readonly title: string;
  /** `reuters.com` */
  readonly domain: string;
  /** Unix ms at which the index saw it. */
  readonly seenAt: number;
}

export type ArticleNews =
  | ({ readonly kind: 'article' } & Article)
  | { readonly kind: 'refused'; readonly reason: string };

const MOST = 250;
const MOST_TITLE = 300;

/**
 * Reads a list of articles (`mode=artlist&format=json`); `{}` says that there are none. Its JSON sometimes has a backslash
 * that begins no escape, which is then taken as it stands.
 * @returns a sentence where it is none. Never throws.
 */
export function readArticles(text: string): readonly ArticleNews[] | string {
  const body =
    parse(text) ??
    parse(text.replaceAll(/\\(?!["\\/bfnrt]|u[0-9a-f]{4})/gi, '\\\\').replaceAll(/[\u0000-\u001f]/g, ' '));
  if (!isBody(body)) return 'the answer is no JSON object';
  const articles = body['articles'];
  if (articles === undefined) return [];
  if (!Array.isArray(articles)) return `the answer has the articles ${shown(articles)}`;
  return articles.slice(0, MOST).map((article: unknown) => {
    const read = readArticle(article);
    return typeof read === 'string' ? { kind: 'refused', reason: read } : { kind: 'article', ...read };
  });
}

function readArticle(article: unknown): Article | string {
  if (!isBody(article)) return `an article is ${shown(article)}`;
  const { url, title, domain, seendate } = article as Record<'url' | 'title' | 'domain' | 'seendate', unknown>;
  const seen = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(typeof seendate === 'string' ? seendate : '');
  const seenAt = seen ? Date.parse(`${seen[1]}-${seen[2]}-${seen[3]}T${seen[4]}:${seen[5]}:${seen[6]}Z`) : Number.NaN;
  if (Number.isNaN(seenAt)) return `an article was seen at ${shown(seendate)}`;
  if (typeof url !== 'string' || !/^https?:\/\/[^\s]{1,2000}$/.test(url))
    return `an article has the address ${shown(url)}`;
  const plain = typeof title === 'string' ? plainText(title, MOST_TITLE) : '';
  if (plain === '') return `an article has the title ${shown(title)}`;
  return { url, title: plain, domain: typeof domain === 'string' ? plainText(domain, 100) : '', seenAt };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
