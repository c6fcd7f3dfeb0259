import type { Question } from '../reading/question.js';
import { wordKey } from '../text/split-words.js';
import { differs, type Finding, untold } from './finding.js';
import { ruledWords } from './ruled-words.js';

const NEXT = wordKey('next');
/** Holders who are not the next one, though they hold it. */
const ACTING = /\b(?:acting|interim|caretaker|pro tempore|temporar(?:y|ily))\b/i;
/** What one person holds at a time. */
const OFFICES: ReadonlySet<string> = new Set(
  'president governor mayor premier minister secretary director chair chairman chairwoman chairperson speaker leader ambassador chief ceo cfo head pope king monarch justice coach manager captain commissioner general secretarygeneral administrator attorney treasurer chancellor archbishop envoy chief commander marshal host surgeon comptroller whip dni'
    .split(' ')
    .map(wordKey),
);
/** What comes next and is held by nobody. */
const EVENTS: ReadonlySet<string> = new Set(
  'election vote meeting season game match race debate summit session term year month week quarter'
    .split(' ')
    .map(wordKey),
);
const NEAR = 3;
const DOUBT = 0.13;

/**
 * Who is the next one may leave again before the day that the other side asks about, and whoever is there then need not
 * be the next one: somebody may act meanwhile. Where a text speaks of acting holders they are two questions; else a
 * person looks, because no text says who will come between.
 */
export function compareSuccessions(a: Question, b: Question): readonly Finding[] {
  const [x, y] = [asksForNext(a), asksForNext(b)];
  if (x === y || (x ? saysNext(b) : saysNext(a))) return [];
  const acting = ACTING.exec(`${a.ruleText.whole}\n${b.ruleText.whole}`)?.[0];
  if (acting !== undefined) return [differs('milestone', `the next one / not said, and a text speaks of ${acting}`)];
  return [untold('milestone', DOUBT, 'the next one / whoever it is: others may come between')];
}

/** Who holds an office next, not the next election with its seats and votes. */
function asksForNext({ claim, threshold }: Question): boolean {
  const next = claim.find(({ key }) => key === NEXT);
  if (next === undefined || threshold !== null) return false;
  const after = claim.filter(({ at }) => at > next.at);
  return (
    after.some(({ key }) => OFFICES.has(key)) && !after.some(({ at, key }) => at <= next.at + NEAR && EVENTS.has(key))
  );
}

const saysNext = (question: Question): boolean =>
  question.context.has(NEXT) || ruledWords(question)?.words.has(NEXT) === true;
