import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';

/** Agencies whose reports others print: how texts name them, and how their sites are called. */
const WIRES: readonly (readonly [name: string, inText: RegExp, site: RegExp])[] = [
  ['reuters', /\breuters\b/i, /reuters/],
  ['associatedpress', /\bassociated press\b|\bAP\b/, /^ap(?:news|com|newscom)?$|associatedpress/],
  ['afp', /\bagence france-presse\b|\bAFP\b/, /^afp|agencefrancepresse/],
  ['bloomberg', /\bbloomberg\b/i, /bloomberg/],
  ['dowjones', /\bdow jones\b|\bwall street journal\b|\bWSJ\b/i, /^wsj|dowjones|wallstreetjournal/],
  ['upi', /\bUPI\b|\bunited press international\b/, /^upi/],
  ['dpa', /\bdpa\b/, /^dpa/],
  ['xinhua', /\bxinhua\b/i, /xinhua/],
  ['interfax', /\binterfax\b/i, /interfax/],
  ['tass', /\bTASS\b/, /^tass/],
];
/** Shorter names are compared as a whole: "ft" is the beginning of many. */
const LEAST_NAME = 3;
/** "according to X", "X reported", "citing X": X by its capitals. */
const CREDITS = [
  /\b(?:[Aa]ccording to|[Cc]iting|[Cc]ited by|[Rr]eported by|told|[Vv]ia) (?:[Tt]he )?(\p{Lu}[\p{L}\p{N}'’&.]*(?: \p{Lu}[\p{L}\p{N}'’&.]*){0,3})/gu,
  /(\p{Lu}[\p{L}\p{N}'’&.]*(?: \p{Lu}[\p{L}\p{N}'’&.]*){0,3}) (?:reports|reported|first reported)\b/gu,
];
/** Words in a row that are compared, and the share of the shorter text's that makes one a copy of the other. */
const RUN = 3;
const COPIED = 0.5;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** Without its article, which is left out as often as not. */
const plain = (name: string): string =>
  wordsOf(name)
    .join('')
    .replace(/^the(?=.{3})/, '');

function runsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const last = Math.max(1, words.length - RUN + 1);
  return new Set(Array.from({ length: last }, (_, at) => words.slice(at, at + RUN).join(' ')));
}

function isCopy(a: string, b: string): boolean {
  const [one, other] = [runsOf(a), runsOf(b)];
  const [short, long] = one.size <= other.size ? [one, other] : [other, one];
  const common = [...short].filter((run) => long.has(run)).length;
  return common >= COPIED * short.size;
}

/** Who a story says that it has it from, and who tells it: agencies, and whoever it credits. */
function tellersOf({ title, summary, publisher, domain }: Story): ReadonlySet<string> {
  const text = `${title}\n${summary}`;
  const sites = [plain(publisher), plain(domain.split('.')[0] ?? '')].filter((name) => name !== '');
  const wires = WIRES.flatMap(([name, inText, site]) =>
    inText.test(text) || sites.some((one) => site.test(one)) ? [name] : [],
  );
  const named = CREDITS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => plain(name)));
  return new Set([...wires, ...named, ...sites]);
}

/** "BBC News" and "bbc" are one. */
const areOne = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= LEAST_NAME && (a.startsWith(b) || b.startsWith(a)));

/**
 * Whether two stories may come from one and the same report: one publisher or site, one agency or paper that both credit or
 * are, or the same words. Whatever cannot be told apart counts as one.
 */
export function sharesOrigin(a: Story, b: Story): boolean {
  if (a.publisher === b.publisher || a.domain === '' || b.domain === '' || a.domain === b.domain) return true;
  const there = [...tellersOf(b)];
  if ([...tellersOf(a)].some((name) => there.some((other) => areOne(name, other)))) return true;
  return isCopy(a.title, b.title) || (a.summary !== '' && b.summary !== '' && isCopy(a.summary, b.summary));
}
