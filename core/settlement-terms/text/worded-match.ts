import type { Worded } from '../worded.js';

/** The value with the words that `pattern` finds; null where it finds none. */
export function wordedMatch<const T>(text: string, pattern: RegExp, value: T): Worded<T> | null {
  const match = pattern.exec(text);
  return match === null ? null : { value, text: match[0].trim() };
}
