import type { Listing } from '../listing.js';
import { leaguesOf, type League } from '../text/team-names.js';
import type { Word } from '../text/split-words.js';
import type { Read } from './question.js';

const SERIES = /^(?:KX)?(WNBA|NBA|NFL|MLB|NHL|NCAA|CFB|CBB|MLS|EPL)/i;
const NAMED = /\b(WNBA|NBA|NFL|MLB|NHL|NCAA|CFB|CBB|MLS|EPL)\b/;

/**
 * The leagues that a game may belong to: as the texts or the series name it, else as the nicknames of its teams leave it
 * open. One nickname alone says nothing: "heat" and "magic" are words.
 */
export function readLeague(
  { event, id, platform, title, subtitle }: Listing,
  claim: readonly Word[],
): Read<ReadonlySet<League>> | null {
  const series = platform === 'kalshi' ? SERIES.exec(id) : SERIES.exec(event.id);
  const named = series ?? NAMED.exec(`${title} ${subtitle} ${event.title}`);
  if (named?.[1] !== undefined) return { value: new Set([named[1].toUpperCase() as League]), text: named[1] };
  const teams = claim.filter(({ capital, key }) => capital && leaguesOf(key).size > 0);
  const names = new Set(teams.map(({ key }) => key));
  if (names.size < 2) return null;
  const [first, ...rest] = [...names].map(leaguesOf);
  const shared = [...(first ?? [])].filter((league) => rest.every((leagues) => leagues.has(league)));
  return shared.length === 0 ? null : { value: new Set(shared), text: teams.map(({ text }) => text).join(', ') };
}
