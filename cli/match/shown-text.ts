/** So much of a market's text is shown in a line; the JSON form holds all of it. */
const LONGEST = 400;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text of a market as a terminal may be given it: no control or direction characters, and never endless. */
export function shownText(text: string): string {
  const plain = text.slice(0, 2 * LONGEST).replaceAll(CONTROL, '');
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST)}…`;
}
