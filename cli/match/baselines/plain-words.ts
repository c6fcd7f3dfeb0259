/** What usual bots compare: lower-case words and numbers of a title, "100k" and "$1,000" in their digits. */
export const plainWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .match(/[\p{L}\p{N}]+(?:\.\d+)?/gu) ?? [];
