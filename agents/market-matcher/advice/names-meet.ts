const IGNORED = new Set(
  'the and for with from that this will would market price yes not are was has have its any all one day date end time'.split(
    ' ',
  ),
);
const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Whether two names can be of one thing: they share a word, or one is an abbreviation of the other ("BTC" and "Bitcoin",
 * "NYC" and "New York City", "Fed" and "Federal Reserve").
 */
export function namesMeet(a: string, b: string): boolean {
  const [left, right] = [words(a), words(b)];
  const lower = new Set(right.map((word) => word.toLowerCase()));
  if (left.some((word) => carries(word) && lower.has(word.toLowerCase()))) return true;
  return left.some((word) => abbreviates(word, right)) || right.some((word) => abbreviates(word, left));
}

const carries = (word: string) => (word.length > 2 || /\d/.test(word)) && !IGNORED.has(word.toLowerCase());

function abbreviates(short: string, name: readonly string[]): boolean {
  if (!/^\p{Lu}[\p{L}\p{N}]{1,4}$/u.test(short)) return false;
  const letters = short.toLowerCase();
  const initials = name.map((word) => word[0]?.toLowerCase() ?? '').join('');
  if (letters.length >= 2 && initials.includes(letters)) return true;
  return name.some((word) => {
    const long = word.toLowerCase();
    if (long.length <= letters.length) return false;
    if (letters.length >= 3 && long.startsWith(letters)) return true;
    return short === short.toUpperCase() && letters.length >= 3 && isSubsequence(letters, long);
  });
}

/** Letters in order, the first one first: "btc" in "bitcoin". */
function isSubsequence(letters: string, word: string): boolean {
  if (letters[0] !== word[0]) return false;
  let at = 0;
  for (const letter of word) if (letter === letters[at]) at++;
  return at === letters.length;
}
