/** What a market about a game is on, where its words say so; venues have different words for the same. */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['total', /\bO\/U\b|\bover\/under\b|\btotals?\b|\bover [\d.]+ (?:goals|runs|points|corners)\b/i],
  ['spread', /\bspread\b|\bhandicap\b|\bwins? by (?:over|more than|at least) [\d.]+/i],
  ['tie', /\b(?:tie|draw)\b/i],
  ['part', /\b(?:1H|2H|(?:1st|first|2nd|second) half|first (?:five|5) innings|1Q|first quarter)\b/i],
];

/** The kinds of bet that a title names, as search terms. */
export function betKinds(text: string): readonly string[] {
  return KINDS.filter(([, words]) => words.test(text)).map(([kind]) => `!${kind}`);
}
