import type { ShownMarket } from './shown-market.js';
import { clocksIn, datesIn, namesIn, numbersIn, type Term } from './terms.js';

/** What the reader found: a world in which the two pay differently, or how they correspond. */
export type Reading =
  | { readonly kind: 'different'; readonly field: string; readonly world: string }
  | { readonly kind: 'alike'; readonly polarity: 'same' | 'inverse' };

const SPOKEN_TO =
  /\b(ignore|disregard)\b.{0,40}\b(instruction|above)|same question|same market|\bconfidence\b|you (must|should)/i;
/** Ways to measure or to count that change the question when one side alone has them. */
const TURNS: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['averaging', /\b(average|averaged|mean)\b/i],
  ['averaging', /\b(candle|closing price)\b/i],
  ['averaging', /\bat any (time|point)\b/i],
  ['milestone', /\b(takes? effect|enters? into force|comes? into force|effective)\b/i],
  ['source', /\b(as revised|revised figure|after revisions?|final estimate)\b/i],
  ['scope', /\bnext\b/i],
];
/** An outcome that is whatever the others are not: it turns on the names that each venue leaves out. */
const LEFT_OVER = /\b(other|someone else|anyone else|another (person|candidate)|nobody else)\b/i;
const UP = /\b(above|over|more than|greater than|exceeds?)\b/i;
const DOWN = /\b(below|under|less than|fewer than)\b/i;
const UP_OR_EQUAL = /\b(at least|or (above|higher|more|greater)|no less than|at or above)\b/i;
const DOWN_OR_EQUAL = /\b(at most|or (below|lower|less|fewer)|no more than|at or below)\b/i;
const DENIED = /\b(fail to|fails to|not|never|no)\b|n't\b/gi;
const ONE_WINS = /\b(cannot|can not|can't) end in a tie\b|\bplayed to a winner\b|\bno ties?\b/i;

const different = (field: string, world: string): Reading => ({ kind: 'different', field, world });

/** Reads two markets against each other, from nothing but what is shown; in doubt they differ. */
export function findDifference(first: ShownMarket, second: ShownMarket): Reading {
  for (const { text } of [first, second])
    if (SPOKEN_TO.test(text)) return different('wording', 'A text speaks to its reader, so nothing it says counts.');
  for (const [one, other] of [[first, second] as const, [second, first] as const]) {
    const missing =
      unsaid('window', datesIn(one.headline), datesIn(other.text)) ??
      unsaid('window', clocksIn(one.headline), clocksIn(other.text)) ??
      unsaid('threshold', numbersIn(one.headline), numbersIn(other.text)) ??
      unsaid('subject', namesIn(one.headline), namesIn(other.text));
    if (missing !== null) return missing;
    if (!LEFT_OVER.test(one.headline) || !LEFT_OVER.test(other.headline)) continue;
    const named = unsaid('outcome', namesIn(one.rules), namesIn(other.text));
    if (named !== null) return named;
  }
  for (const [field, pattern] of TURNS)
    if (pattern.test(first.text) !== pattern.test(second.text))
      return different(field, `Only one side says "${(pattern.exec(`${first.text}\n${second.text}`) ?? [''])[0]}".`);
  return correspondence(first, second);
}

function unsaid(field: string, here: readonly Term[], there: readonly Term[]): Reading | null {
  const said = new Set(there.map(({ key }) => key));
  const missing = here.find(({ key }) => !said.has(key));
  return missing === undefined
    ? null
    : different(field, `The one turns on ${missing.written}, the other never names it.`);
}

/** How two questions with the same names, numbers and days correspond. */
function correspondence(first: ShownMarket, second: ShownMarket): Reading {
  const turned: boolean[] = [];
  const [here, there] = [boundOf(first), boundOf(second)];
  if (here !== null && there !== null && here !== there) {
    if (opposites[here] !== there)
      return different('relation', `The value is the threshold itself: one side says ${here}, the other ${there}.`);
    turned.push(true);
  }
  const [asked, askedThere] = [winnersOf(first), winnersOf(second)];
  if (asked.length > 0 && askedThere.length > 0 && !asked.some((name) => askedThere.includes(name))) {
    if (!ONE_WINS.test(`${first.text}\n${second.text}`)) return different('tie', 'Neither side wins.');
    turned.push(true);
  }
  if (denials(first) % 2 !== denials(second) % 2) turned.push(true);
  return { kind: 'alike', polarity: turned.length % 2 === 1 ? 'inverse' : 'same' };
}

type Bound = 'above' | 'at least' | 'below' | 'at most';
const opposites: Readonly<Record<Bound, Bound>> = {
  above: 'at most',
  'at most': 'above',
  'at least': 'below',
  below: 'at least',
};

/** What the headline says of its number, else the first sentence of the rules. */
function boundOf({ headline, rules }: ShownMarket): Bound | null {
  for (const text of [headline, rules.split('. ')[0] ?? '']) {
    if (UP_OR_EQUAL.test(text)) return 'at least';
    if (DOWN_OR_EQUAL.test(text)) return 'at most';
    if (UP.test(text)) return 'above';
    if (DOWN.test(text)) return 'below';
  }
  return null;
}

/** Who has to win a game for YES. */
function winnersOf({ title, outcome }: ShownMarket): readonly string[] {
  const [, winner = ''] = /\bwill (?:the )?(.+?) (?:win|beat)\b/i.exec(title) ?? [];
  const text = winner === '' && /\bwinner\b/i.test(title) ? outcome : winner;
  return namesIn(text).map(({ key }) => key);
}

const denials = ({ title }: ShownMarket): number => [...title.matchAll(DENIED)].length;
