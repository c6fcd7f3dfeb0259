const MORE = '…';

/**
 * A text, escaped for its place, that is no longer than the place allows. It is cut between characters and before the
 * escaping, so that no escape and no character is ever cut in two; what was cut off is shown by "…".
 * @param limit UTF-16 units of the escaped text
 */
export function fitText(text: string, limit: number, escape: (text: string) => string = (same) => same): string {
  const whole = escape(text);
  if (whole.length <= limit) return whole;
  let fitted = '';
  for (const character of text) {
    const next = escape(character);
    if (fitted.length + next.length + MORE.length > limit) break;
    fitted += next;
  }
  return limit < MORE.length ? '' : `${fitted}${MORE}`;
}
