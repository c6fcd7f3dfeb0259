import type { Word } from '../text/split-words.js';
import { homesOf } from '../text/team-names.js';
import { isCutShort, misspelled, sameGivenName } from './name-forms.js';

/** The words of two questions laid side by side. */
export interface Alignment {
  /** Words of each side that have a partner, by their position. */
  readonly left: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
  readonly leftOver: readonly Word[];
  readonly rightOver: readonly Word[];
  /** Partners that are not spelled alike. */
  readonly loose: readonly string[];
}

/**
 * Pairs the words of two questions: equal keys first, then initials and short given names, words written together, and
 * last a misspelling where its neighbour is paired or stands alone in the place of the other.
 * @param isGame both name a game by its teams, so that a name cut short ("Independ. Santa Fe") is still known
 */
export function alignWords(left: readonly Word[], right: readonly Word[], isGame: boolean = false): Alignment {
  const found = { left: new Set<number>(), right: new Set<number>() };
  const loose: string[] = [];
  const pair = (a: Word, b: Word) => {
    found.left.add(a.at);
    found.right.add(b.at);
  };
  const free = (words: readonly Word[], used: ReadonlySet<number>) => words.filter(({ at }) => !used.has(at));
  // A word said twice on one side needs its partner once.
  const rightKeys = new Map(right.map((word) => [word.key, word]));
  const leftKeys = new Set(left.map(({ key }) => key));
  for (const word of left) {
    const partner = rightKeys.get(word.key);
    if (partner) pair(word, partner);
  }
  for (const word of right) if (leftKeys.has(word.key)) found.right.add(word.at);

  for (const a of free(left, found.left)) {
    for (const b of free(right, found.right)) {
      if (!sameGivenName(a.key, b.key) && !initialOf(a, b, left, found.left) && !initialOf(b, a, right, found.right))
        continue;
      pair(a, b);
      break;
    }
  }
  teams(left, right, found.left, found.right);
  teams(right, left, found.right, found.left);
  acronyms(left, right, found.left, found.right);
  acronyms(right, left, found.right, found.left);
  spelledOut(left, found.left);
  spelledOut(right, found.right);
  joined(left, right, found.left, found.right);
  joined(right, left, found.right, found.left);
  for (const a of free(left, found.left)) {
    for (const b of free(right, found.right)) {
      if (!a.capital || !b.capital || !(misspelled(a.key, b.key) || (isGame && isCutShort(a.key, b.key)))) continue;
      pair(a, b);
      loose.push(`${a.text}/${b.text}`);
      break;
    }
  }
  return { ...found, leftOver: free(left, found.left), rightOver: free(right, found.right), loose };
}

/** "Los Angeles C" and "Clippers": a single letter next to a paired word stands for a name that begins with it. */
function initialOf(short: Word, long: Word, words: readonly Word[], used: ReadonlySet<number>): boolean {
  if (short.text.length !== 1 || !/^[A-Z]$/.test(short.text) || !long.capital || long.key.length < 2) return false;
  if (short.text.toLowerCase() !== long.key.charAt(0)) return false;
  return words.some(({ at, capital }) => at === short.at - 1 && capital && used.has(at));
}

/** "FDP" and "Free Democratic Party": the capitals of neighbouring words, small words between them left out. */
function acronyms(short: readonly Word[], long: readonly Word[], usedShort: Set<number>, usedLong: Set<number>): void {
  for (const word of short) {
    if (usedShort.has(word.at)) continue;
    const run = spelling(
      word,
      long.filter(({ at }) => !usedLong.has(at)),
    );
    if (run.length === 0) continue;
    usedShort.add(word.at);
    for (const { at } of run) usedLong.add(at);
  }
}

/** "Party of Action and Solidarity (PAS)" says its name twice; the paired short form stands for the long one. */
function spelledOut(words: readonly Word[], used: Set<number>): void {
  for (const word of words.filter(({ at }) => used.has(at))) {
    const others = words.filter(({ at }) => at !== word.at);
    for (const { at } of spelling(word, others)) used.add(at);
  }
}

/** The neighbouring names that a short form abbreviates; none where it is no short form. Two letters are given names too: JJ is not Josh Jung. */
function spelling(word: Word, words: readonly Word[]): readonly Word[] {
  if (!/^\p{Lu}{3,6}$/u.test(word.text)) return [];
  const names = words.filter(({ capital }) => capital);
  for (let first = 0; first + word.text.length <= names.length; first += 1) {
    const run = names.slice(first, first + word.text.length);
    if (run.map(({ text }) => text.charAt(0)).join('') === word.text) return run;
  }
  return [];
}

/** "Celtics" and "Boston": every word of the place, and the initial that tells two teams of one place apart. */
function teams(
  nicknames: readonly Word[],
  places: readonly Word[],
  usedName: Set<number>,
  usedPlace: Set<number>,
): void {
  for (const word of nicknames) {
    if (usedName.has(word.at) || !word.capital) continue;
    for (const home of placedHomes(word, nicknames)) {
      for (const run of runsOf(home, places)) {
        const after = run.at(-1)?.at ?? 0;
        const initial = places.find(({ at, text }) => at === after + 1 && /^[A-Z]$/.test(text));
        if (initial !== undefined && !word.key.startsWith(initial.key)) continue;
        usedName.add(word.at);
        for (const { at } of run) usedPlace.add(at);
        if (initial !== undefined) usedPlace.add(initial.at);
      }
    }
  }
}

/** The places of a nickname; only its own where it stands behind it: the Florida Panthers are not Carolina's. */
function placedHomes(word: Word, words: readonly Word[]): readonly (readonly string[])[] {
  const homes = homesOf(word.key);
  const own = homes.filter((home) => words.some(({ at, key }) => at === word.at - 1 && key === home.at(-1)));
  return own.length > 0 ? own : homes;
}

/** Where the words of a place stand one after the other. */
function runsOf(home: readonly string[], words: readonly Word[]): readonly (readonly Word[])[] {
  return words.flatMap((_, first) => {
    const run = words.slice(first, first + home.length);
    return run.length === home.length && run.every(({ key }, index) => key === home[index]) ? [run] : [];
  });
}

/** "MegaETH" and "Mega ETH". */
function joined(whole: readonly Word[], split: readonly Word[], usedWhole: Set<number>, usedSplit: Set<number>): void {
  for (const word of whole) {
    if (usedWhole.has(word.at) || word.key.length < 4) continue;
    for (const [index, first] of split.entries()) {
      const second = split[index + 1];
      if (second === undefined || usedSplit.has(first.at) || usedSplit.has(second.at)) continue;
      if (fold(first) + fold(second) !== fold(word)) continue;
      usedWhole.add(word.at);
      usedSplit.add(first.at);
      usedSplit.add(second.at);
    }
  }
}

const fold = ({ text }: Word): string => text.toLowerCase();
