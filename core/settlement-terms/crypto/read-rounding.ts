import type { Worded } from '../worded.js';
import { refuse } from '../terms-refusal.js';

const WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5 };
const ROUNDED = /\brounded to (?:the nearest )?(\d|one|two|three|four|five) (?:decimal|digit)[^.]{0,30}/gi;

/** Decimals to which the venue rounds before it compares; null where no text names any. */
export function readRounding(rules: string): Worded<number> | null {
  const found = [...rules.matchAll(ROUNDED)].map(([text, count = '']) => ({
    value: WORDS[count.toLowerCase()] ?? Number(count),
    text,
  }));
  if (new Set(found.map(({ value }) => value)).size > 1) refuse('contradiction', 'two roundings are named');
  return found[0] ?? null;
}
