import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { teamCode } from '@pm-arbitrage/core/settlement-terms/sports/teams.js';

/** Leagues as frames and slugs abbreviate them. */
const LEAGUES: Readonly<Record<string, League>> = {
  nfl: 'nfl',
  nba: 'nba',
  wnba: 'wnba',
  mlb: 'mlb',
  nhl: 'nhl',
  fifwc: 'fifa-world-cup',
};

/** Abbreviations that are other ones in our table. */
const OTHER: Partial<Readonly<Record<League, Readonly<Record<string, string>>>>> = {
  nfl: {
    was: 'wsh',
    jac: 'jax',
    la: 'lar',
    lvr: 'lv',
    gnb: 'gb',
    kan: 'kc',
    nor: 'no',
    nwe: 'ne',
    sfo: 'sf',
    tam: 'tb',
  },
  nba: { gsw: 'gs', nyk: 'ny', nop: 'no', sas: 'sa', uta: 'utah', was: 'wsh', pho: 'phx', brk: 'bkn', cho: 'cha' },
  wnba: { gsv: 'gs', nyl: 'ny', las: 'la', lva: 'lv', was: 'wsh', con: 'conn', pho: 'phx' },
  mlb: { oak: 'ath', cws: 'chw', was: 'wsh', wsn: 'wsh', az: 'ari', kcr: 'kc', sdp: 'sd', sfg: 'sf', tbr: 'tb' },
  nhl: {
    las: 'vgk',
    veg: 'vgk',
    lak: 'la',
    mon: 'mtl',
    njd: 'nj',
    sjs: 'sj',
    tbl: 'tb',
    uta: 'utah',
    cal: 'cgy',
    was: 'wsh',
  },
};

/** The league of an abbreviation; null for one that is not priced here. */
export const leagueNamed = (abbreviation: string): League | null => LEAGUES[abbreviation] ?? null;

/**
 * The code of a side by its name, or by its abbreviation. An abbreviation that is in no table is taken as it is: it then
 * meets a watched game or none.
 */
export function sideCode(league: League, name: string): string | null {
  const byName = teamCode(league, name);
  if (byName !== null) return byName;
  const short = name.toLowerCase();
  if (!/^[a-z]{2,4}$/.test(short)) return null;
  return OTHER[league]?.[short] ?? short;
}
