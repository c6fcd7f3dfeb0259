import type { Question } from '../reading/question.js';
import { type Word, wordKey } from '../text/split-words.js';
import { lightWords } from './common-words.js';
import { differs, doubt, type Finding } from './finding.js';
import { excludeEachOther, qualifiers, type Qualifier } from './qualifiers.js';
import { ruledWords } from './ruled-words.js';

const ORDINAL: Qualifier = { field: 'scope', hard: true };
/** "New Mexico" is no Mexico, while a new album is an album. */
const PLACE: Qualifier = { field: 'subject', hard: true };
const NEW = wordKey('new');
const DOUBT_PER_RULED_SCOPE = 0.2;
const CLUB_ENDINGS = new Set(['city', 'united', 'state', 'tech'].map(wordKey));
const MAJORITY = wordKey('majority');
const NOMINATE = wordKey('nominee');
const PRIMARY = wordKey('primary');

/** What the qualifiers that only one side says mean, against those that only the other says. */
export function weighQualifiers(
  mine: Question,
  words: readonly Word[],
  other: Question,
  others: readonly Word[],
): readonly Finding[] {
  return words.flatMap((word) => {
    const qualifier = qualifierOf(word);
    return qualifier === null ? [] : [weigh(word, qualifier, mine, other, others)];
  });
}

/**
 * Qualifiers that only the event's title says ("First half: who wins?") and that the other side says nowhere. Its own
 * title may leave them out, so they leave doubt instead of refusing.
 */
export function weighEvent(mine: Question, other: Question): readonly Finding[] {
  const findings: Finding[] = [];
  for (const key of mine.context) {
    const qualifier = qualifiers.get(key) ?? (key.endsWith('#') ? ORDINAL : undefined);
    if (qualifier?.hard !== true || qualifier.field !== 'scope' || says(mine, key) || says(other, key)) continue;
    if (other.context.has(key)) continue;
    findings.push(doubt('scope', 0.13, `only one event's title says ${key}`));
  }
  return findings;
}

const says = ({ claim }: Question, key: string): boolean => claim.some((word) => word.key === key);

/** The qualifier that a word is, ordinals included. */
export function qualifierOf({ key, capital }: Word): Qualifier | null {
  if (key === NEW && capital) return PLACE;
  return qualifiers.get(key) ?? (key.endsWith('#') ? ORDINAL : null);
}

function weigh(
  word: Word,
  { field, hard }: Qualifier,
  mine: Question,
  other: Question,
  others: readonly Word[],
): Finding {
  if (isClubEnding(word, mine, other)) return doubt('subject', 0.07, `name said more fully: ${word.text}`);
  const primary = others.find(({ key }) => isPrimary(word.key, key));
  if (primary) return doubt('milestone', 0.05, `${word.text} / ${primary.text}`);
  // The number of seats stands on the other side; how many they are is weighed with the thresholds.
  if (word.key === MAJORITY && mine.threshold === null && other.threshold !== null)
    return doubt('threshold', 0, `a majority / ${other.threshold.text}`);
  const rival = others.find(({ key }) => excludeEachOther(word.key, key));
  const against = rival ?? others.find((each) => qualifierOf(each)?.field === field);
  // What the other side's rules say is missing in its title alone; whether they say it of the question, a person sees.
  const ruled = field === 'scope' && ruledWords(other)?.words.has(word.key) === true;
  if (hard && ruled && !against)
    return doubt(field, DOUBT_PER_RULED_SCOPE, `only one side says ${word.text} in its title`);
  if (hard || rival) return differs(field, `${word.text} / ${against?.text ?? 'not said'}`);
  return doubt(field, ruled ? 0.04 : lightWords.has(word.key) ? 0.06 : 0.14, `only one side says ${word.text}`);
}

/** "Orlando" and "Orlando City" in a game that both sides name by its teams. */
const isClubEnding = ({ key, capital }: Word, mine: Question, other: Question): boolean =>
  capital && mine.versus && other.versus && CLUB_ENDINGS.has(key);

/** Who wins a party's primary is nearly always its nominee. */
const isPrimary = (x: string, y: string): boolean =>
  (x === PRIMARY && y === NOMINATE) || (x === NOMINATE && y === PRIMARY);
