import type { Word } from '../text/split-words.js';
import { homesOf } from '../text/team-names.js';
import { isCutShort, misspelled, sameGivenName } from './name-forms.js';

/** Whether two words are one name. */
export const alike = ({ key }: Word, { key: other }: Word): boolean =>
  key === other || misspelled(key, other) || sameGivenName(key, other);

/** Whether two words are one name of a team, perhaps cut short. */
export const alikeTeams = (a: Word, b: Word): boolean => alike(a, b) || isCutShort(a.key, b.key);

/** A nickname against its place: Celtics, Boston. An initial after the place must fit: "New York G" is no Jet. */
export function isAtHome(nicknames: readonly Word[], place: readonly Word[]): boolean {
  const keys = place.map(({ key }) => key);
  const initial = place.find(({ text }) => /^[A-Z]$/.test(text))?.key;
  return nicknames.some(({ key }) =>
    homesOf(key).some(
      (home) => home.every((word) => keys.includes(word)) && (initial === undefined || key.startsWith(initial)),
    ),
  );
}

/** "PSG" for Paris Saint-Germain. */
export function isAcronym(x: readonly Word[], y: readonly Word[]): boolean {
  const acronym = x.map(({ text }) => text.charAt(0).toLowerCase()).join('');
  return acronym.length > 1 && y.some(({ text }) => text.toLowerCase() === acronym);
}
