import type { Listing } from '../listing.js';
import type { Word } from '../text/split-words.js';
import { leaguesOf, type League } from '../text/team-names.js';
import type { Read } from './question.js';

/** How tickers and slugs begin; the more exact first. Kalshi says NCAAMB where Polymarket says cbb. */
const SERIES: readonly (readonly [RegExp, readonly League[]])[] = [
  [/^(?:KX)?WNBA/i, ['WNBA']],
  [/^(?:KX)?NBA/i, ['NBA']],
  [/^(?:KX)?NFL/i, ['NFL']],
  [/^(?:KX)?MLB/i, ['MLB']],
  [/^(?:KX)?NHL/i, ['NHL']],
  [/^(?:KX)?(?:NCAAF|CFB)/i, ['CFB']],
  [/^(?:KX)?(?:NCAAWB|CWBB)/i, ['CWBB']],
  [/^(?:KX)?NCAABB/i, ['college baseball']],
  [/^(?:KX)?(?:NCAAMB|CBB)/i, ['CBB']],
  [/^(?:KX)?MLS/i, ['MLS']],
  [/^(?:KX)?EPL/i, ['EPL']],
  [/^(?:KX)?ATP/i, ['ATP']],
  [/^(?:KX)?WTA/i, ['WTA']],
  [/^(?:KX)?ITF/i, ['ITF']],
];
const NAMED = /\b(WNBA|NBA|NFL|MLB|NHL|CFB|CBB|MLS|EPL)\b/;

/**
 * The leagues that a game may belong to: as the texts or the series name it, else as the nicknames of its teams leave it
 * open. One nickname alone says nothing: "heat" and "magic" are words.
 */
export function readLeague(
  { event, id, platform, title, subtitle }: Listing,
  claim: readonly Word[],
): Read<ReadonlySet<League>> | null {
  const code = platform === 'kalshi' ? id : event.id;
  const series = SERIES.find(([pattern]) => pattern.test(code));
  if (series) return { value: new Set(series[1]), text: series[1].join(', ') };
  const named = NAMED.exec(`${title} ${subtitle} ${event.title}`)?.[1];
  if (named !== undefined) return { value: new Set([named as League]), text: named };
  const teams = claim.filter(({ capital, key }) => capital && leaguesOf(key).size > 0);
  const names = new Set(teams.map(({ key }) => key));
  if (names.size < 2) return null;
  const [first, ...rest] = [...names].map(leaguesOf);
  const shared = [...(first ?? [])].filter((league) => rest.every((leagues) => leagues.has(league)));
  return shared.length === 0 ? null : { value: new Set(shared), text: teams.map(({ text }) => text).join(', ') };
}
