import { splitWords, type Word } from '../text/split-words.js';
import { stopWords } from '../text/stop-words.js';
import type { Outcome, Question, Read } from './question.js';
import { readGame } from './read-game.js';

const ASKS_YES_OR_NO = /^\W*(?:will|is|are|does|do|did|has|have|can|could|would|was|were)\b/i;
const HOW = /\bhow (?:many|much|high|low|long|far|often|big|large)\b/i;
const ASKS_WHICH =
  /\b(?:who|whom|which|what|how many|how much|how high|how low|when|where)\b(?:\s+(?:percent(?: of the)?|%(?: of the)?))?/i;
/** The noun after "which" is the kind of the outcome: "Which party", "What chain". */
const KIND = /\b(?:which|what)\s+((?:[a-z]+\s+){1,2}?)(?=will|would|is|are|does|do|has|have)\b/i;
const BLANK =
  /\S {2,}\S|_{2,}|\bwill\s+(?:win|be|become|get|have)\b|\bconfirm\s+as\b|\bin the\s+(?:Mayor|Governor|President|Senator)\b/i;
const VERSUS = /\s(?:vs?\.?|@)\s/i;
const AWAY_GAME = /^\W*(?:\p{Lu}[\p{L}.'&-]*\s){1,4}at\s(?:\p{Lu}[\p{L}.'&-]*[\s?|:]*){1,4}(?:winner\W*)?(?:\(.*)?$/u;
const OTHER =
  /^(?:an?)?\s*(?:other|another|any other|someone else|somebody else|something else|anyone else|none of the above|(?:the )?field)\b/i;
const OTHER_SUBJECT =
  /\b(?:another|any other|some other|other|a different) (?:\w+ )?(?:person|party|candidate|individual|country|team|player|company|song|film|movie|artist|nominee|man|woman|outcome)\b|\bcandidate from another\b|\b(?:someone|somebody|anyone|something) else\b/i;
/** A name that the venue fills in later: "Person A". */
const TO_BE_NAMED =
  /^(?:person|candidate|player|team|option|outcome|company|party|movie|artist|country|individual) [A-Z]{1,2}$/i;
const SUBJECT_TO_BE_NAMED = /\b(?:Person|Candidate|Player|Option|Outcome|Company|Individual) [A-Z]{1,2}\b(?=\s)/;
const ACTOR_ENDS = /^(?:be|win|get|die|the|a|an|and|or|of|have|take|receive|vote|attend)$/;

type Claim = Pick<Question, 'claim' | 'actor' | 'outcome' | 'versus' | 'game' | 'placeholder'>;

/**
 * The words of a question and which outcome of its event it is about.
 *
 * @param title the title with its typed facts blanked; `written` is the title as the venue wrote it
 * @param subtitle the venue's name of the outcome, typed facts blanked
 * @param ticker the native id, whose last part abbreviates the outcome at Kalshi
 */
export function readClaim(title: string, written: string, subtitle: string, ticker: string): Claim {
  const titled = telling(title.replace(HOW, ' ').replace(KIND, (whole, noun: string) => whole.replace(noun, '')));
  // What a blanked number or date leaves of an outcome is a unit; what has none is a name, however it is written.
  const measured = /[|\u0001]/.test(subtitle);
  const named = telling(subtitle).map((word) => ({ ...word, at: word.at + 1000, capital: word.capital || !measured }));
  const placeholder = BLANK.test(written.trim());
  const isGame = VERSUS.test(written);
  const isAwayGame = !isGame && AWAY_GAME.test(written);
  const versus = (isGame || isAwayGame) && !ASKS_YES_OR_NO.test(written) && !ASKS_WHICH.test(written);
  const game = isGame || isAwayGame ? readGame(title, isAwayGame) : null;
  const complete = ASKS_YES_OR_NO.test(written) && !ASKS_WHICH.test(written) && !placeholder;
  const actor = complete ? actorOf(title) : [];
  const keys = new Set(titled.map(({ key }) => key));
  const fresh = named.filter(({ key }) => !keys.has(key));
  const alias = complete && !versus && fresh.length > 0 && isAlias(actor, named, ticker);
  const outcome = readOutcome(named, actor, alias, subtitle, written);
  return { claim: alias ? titled : [...titled, ...fresh], actor, outcome, versus, game, placeholder };
}

function readOutcome(
  named: readonly Word[],
  actor: readonly Word[],
  alias: boolean,
  subtitle: string,
  written: string,
): Read<Outcome> {
  const name = subtitle.trim();
  if (OTHER.test(name) || TO_BE_NAMED.test(name)) return { value: { kind: 'other' }, text: subtitle };
  const other = OTHER_SUBJECT.exec(written) ?? SUBJECT_TO_BE_NAMED.exec(written);
  if (other) return { value: { kind: 'other' }, text: other[0] };
  if (named.some(({ capital }) => capital) && !alias) return { value: { kind: 'named', words: named }, text: subtitle };
  if (actor.length > 0)
    return { value: { kind: 'named', words: actor }, text: actor.map(({ text }) => text).join(' ') };
  return { value: { kind: 'unknown' }, text: '' };
}

/**
 * Some titles name the outcome themselves ("Will the Democratic party win…") and the subtitle is its candidate. The last
 * part of the ticker tells: it begins like the actor of the title then.
 */
function isAlias(actor: readonly Word[], named: readonly Word[], ticker: string): boolean {
  const code = ticker.split('-').at(-1)?.charAt(0).toUpperCase();
  const begins = (words: readonly Word[]) => words.some(({ text }) => text.charAt(0).toUpperCase() === code);
  return actor.length > 0 && begins(actor) && !begins(named);
}

/** The capitalised or quoted words between "Will" and its verb. */
function actorOf(title: string): readonly Word[] {
  const after = title.replace(ASKS_YES_OR_NO, '');
  const quoted = /^\s*(?:the |a |an )?['"]([^"]+?)['"](?=\s)/.exec(after);
  if (quoted?.[1] !== undefined) return telling(quoted[1]).map((word) => ({ ...word, capital: true }));
  const actor: Word[] = [];
  for (const word of splitWords(after)) {
    if (word.gloss) continue;
    if (!word.capital) {
      if (actor.length === 0 && /^(?:the|a|an)$/.test(word.text)) continue;
      if (
        /^(?:of|de|da|du|van|von|bin|al|el|la|and|the|y|e|dos|del|der|den|di)$/.test(word.text) &&
        !ACTOR_ENDS.test(word.text)
      )
        continue;
      break;
    }
    actor.push(word);
  }
  return actor.filter(({ key }) => !stopWords.has(key));
}

function telling(text: string): readonly Word[] {
  const words = splitWords(text);
  return words.filter((word, at) => word.key !== '' && (!stopWords.has(word.key) || isInitial(word, words[at - 1])));
}

/** "Los Angeles A": a letter behind a name tells two teams of one place apart and is no article. */
const isInitial = ({ text }: Word, before: Word | undefined): boolean =>
  /^[A-Z]$/.test(text) && before?.capital === true && !stopWords.has(before.key);
