import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';
import { teamLeagues } from './team-names.js';

const keysOf = (name: string): string[] => splitWords(rewritePhrases(name)).map(({ key }) => key);

/**
 * The words of the places that a team's nickname may stand for, by the last word of the nickname, all as `wordKey`
 * gives them: "jay" is Toronto's, "king" is Sacramento's or Los Angeles's.
 */
export const teamPlaces: ReadonlyMap<string, readonly string[]> = (() => {
  const places = new Map<string, string[]>();
  for (const { place, nickname } of teamLeagues.flat()) {
    const last = keysOf(nickname).at(-1);
    if (last === undefined) continue;
    places.set(last, [...new Set([...(places.get(last) ?? []), ...keysOf(place)])]);
  }
  return places;
})();
