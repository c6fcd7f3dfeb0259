import { diffArrays } from 'diff';

/** A stretch of a text, and whether the other text lacks it. */
export interface TextPart {
  readonly text: string;
  readonly differs: boolean;
}

export interface ComparedTexts {
  readonly kalshi: readonly TextPart[];
  readonly polymarket: readonly TextPart[];
}

/** A stretch that both have, or what each has in its place; in words. */
interface Stretch {
  readonly differs: boolean;
  readonly kalshi: number;
  readonly polymarket: number;
}

/** So few words in common between two differences are a coincidence ("of the"): the phrase is what differs. */
const STRAY_WORDS = 2;

/**
 * Both texts whole, each in its own spelling, with the phrases marked that differ: what stands in one alone, and the few
 * words in between that happen to stand in both.
 */
export function compareTexts(kalshi: string, polymarket: string): ComparedTexts {
  const left = wordsOf(kalshi);
  const right = wordsOf(polymarket);
  const sides = { kalshi: [] as TextPart[], polymarket: [] as TextPart[] };
  let [read, written] = [0, 0];
  for (const stretch of phrases(stretches(left, right))) {
    add(sides.kalshi, left.slice(read, (read += stretch.kalshi)), stretch.differs);
    add(sides.polymarket, right.slice(written, (written += stretch.polymarket)), stretch.differs);
  }
  return sides;
}

function stretches(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  return diffArrays([...left], [...right], { comparator: isSameWord }).map(({ added, removed, count }) => ({
    differs: added || removed,
    kalshi: added ? 0 : count,
    polymarket: removed ? 0 : count,
  }));
}

/** Differences with stray words between them are one. */
function phrases(found: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const [index, stretch] of found.entries()) {
    const last = joined.at(-1);
    const isStray =
      !stretch.differs && stretch.kalshi <= STRAY_WORDS && last?.differs === true && found[index + 1]?.differs === true;
    const differs = stretch.differs || isStray;
    if (last?.differs === true && differs)
      joined[joined.length - 1] = {
        differs,
        kalshi: last.kalshi + stretch.kalshi,
        polymarket: last.polymarket + stretch.polymarket,
      };
    else joined.push({ ...stretch, differs });
  }
  return joined;
}

/** The space behind a marked phrase is not part of it. */
function add(parts: TextPart[], words: readonly string[], differs: boolean): void {
  const text = words.join('');
  const phrase = differs ? text.trimEnd() : text;
  put(parts, { text: phrase, differs });
  put(parts, { text: text.slice(phrase.length), differs: false });
}

function put(parts: TextPart[], part: TextPart): void {
  const last = parts.at(-1);
  if (part.text === '') return;
  if (last?.differs === part.differs) parts[parts.length - 1] = { ...part, text: last.text + part.text };
  else parts.push(part);
}

/** Words with the space after them, so that together they are the text. */
const wordsOf = (text: string): string[] => [...(text.match(/^\s+|\S+\s*/g) ?? [])];

const bare = (word: string): string => word.toLowerCase().replaceAll(/^[^\p{L}\p{N}$°%]+|[^\p{L}\p{N}$°%]+$/gu, '');
const isSameWord = (a: string, b: string): boolean => bare(a) === bare(b);
