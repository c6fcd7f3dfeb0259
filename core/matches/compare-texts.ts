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

/** Both texts whole, each in its own spelling, with the words marked that stand in one alone. */
export function compareTexts(kalshi: string, polymarket: string): ComparedTexts {
  const left = wordsOf(kalshi);
  const right = wordsOf(polymarket);
  const sides = { kalshi: [] as TextPart[], polymarket: [] as TextPart[] };
  let [read, written] = [0, 0];
  for (const { added, removed, count } of diffArrays(left, right, { comparator: isSameWord })) {
    if (!added) sides.kalshi.push({ text: left.slice(read, (read += count)).join(''), differs: removed });
    if (!removed) sides.polymarket.push({ text: right.slice(written, (written += count)).join(''), differs: added });
  }
  return sides;
}

/** Words with the space after them, so that together they are the text. */
const wordsOf = (text: string): string[] => [...(text.match(/^\s+|\S+\s*/g) ?? [])];

const bare = (word: string): string => word.toLowerCase().replaceAll(/^[^\p{L}\p{N}$°%]+|[^\p{L}\p{N}$°%]+$/gu, '');
const isSameWord = (a: string, b: string): boolean => bare(a) === bare(b);
