import { wordKey } from '../text/split-words.js';
import type { QuestionField } from '../verdict.js';

/**
 * Words that single out another question when only one side says them: `hard` ones refuse, `soft` ones leave doubt.
 * They are the ways in which twins of the field differ: another round, count, office, stage of a process, or release.
 */
const HARD: Partial<Record<QuestionField, string>> = {
  scope:
    'primary runoff round jury televote popular semifinal semi quarterfinal qualifying qualifier preseason postseason regular playoff overtime halftime half quarter period inning set map leg pole sprint regulation secondhalf teamtotal finalsmvp nextinline hightemp lowtemp double woman divisional conference wildcard group knockout nominee second third fourth fifth sixth least most fewest largest smallest highest lowest worst best top bottom male female junior under supporting lead animated international domestic opening weekend debut finale consecutive daily weekly monthly quarterly core median global worldwide mean unanimous majority plurality supermajority minority outright north south east west northern southern eastern western state city tech united jr sr ii iii iv spread h2h both neither either vice deputy assistant net audience rookie',
  milestone:
    'nominate confirm appoint effective takeoffice inaugurate sworn sign introduce propose file indict charge convict arrest sentence impeach remove initial preliminary advance revise flash pending acting interim permanent temporary formally launch',
  relation: 'disapprove disapproval',
  outcome: 'other another else none nobody neither tie draw field multiple several everyone anyone nothing no',
};
const SOFT: Partial<Record<QuestionField, string>> = {
  scope:
    'man last president senate senator house governor mayor premier parliament congress general special midterm federal national local municipal coalition office final seat ballot share percent turnout open close headline total margin season old former',
  milestone: 'announce next become leave resign replace elect serve nominee candidate visit endorse',
  outcome: 'any',
  relation: 'win reach attend finish',
  unit: 'point rebound assist steal block three corner strikeout hit run rbi goal touchdown yard reception',
};

/** Soft words of which two different ones exclude each other: offices, ways to enter or leave one, what is counted. */
const EXCLUSIVE =
  'president senate senator house governor mayor premier parliament congress|resign announce leave replace visit endorse serve|win reach attend finish|point rebound assist steal block three corner strikeout hit run rbi goal touchdown yard reception';
const exclusive = EXCLUSIVE.split('|').map((words) => new Set(words.split(' ').map(wordKey)));

/** Whether two qualifiers single out two different questions, though each alone would only leave doubt. */
export function excludeEachOther(a: string, b: string): boolean {
  return exclusive.some((words) => words.has(a) && words.has(b));
}

/** What an unaligned word decides, or null for a word like others. */
export interface Qualifier {
  readonly field: QuestionField;
  readonly hard: boolean;
}

/** Qualifiers by the key of their word. */
export const qualifiers: ReadonlyMap<string, Qualifier> = new Map(
  [[SOFT, false] as const, [HARD, true] as const].flatMap(([table, hard]) =>
    Object.entries(table).flatMap(([field, words]) =>
      words.split(' ').map((word) => [wordKey(word), { field: field as QuestionField, hard }] as const),
    ),
  ),
);
