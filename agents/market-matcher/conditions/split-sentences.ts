const END =
  /(?<=[.;!?]["')]?)(?<!\b(?:\p{Lu}|St|vs?|Mr|Mrs|Ms|Dr|Jr|Sr|No|Inc|Co|Corp|Ltd|approx|e\.g|i\.e)\.)\s+(?=["'(•*-]?[\p{Lu}\d"(])/u;

/** The sentences of a rule text, plain and with single blanks; lines end sentences too. */
export function splitSentences(text: string): readonly string[] {
  return text
    .split(/\s*\n\s*/)
    .flatMap((line) => line.replaceAll(/\s+/g, ' ').split(END))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
