/** Control characters, and those that change the direction of what follows: names of markets are anybody's. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text of several lines without what a person cannot see. */
export const plainText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(UNSEEN, '');

/** The same as one line. */
export const oneLine = (text: string): string => plainText(text).replaceAll(/\s+/g, ' ').trim();
