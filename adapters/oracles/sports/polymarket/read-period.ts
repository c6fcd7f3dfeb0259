import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';

/** Periods of a game without overtime. */
const REGULAR: Readonly<Record<League, number>> = { nfl: 4, nba: 4, wnba: 4, mlb: 9, nhl: 3, 'fifa-world-cup': 2 };

/**
 * The number of a period as it is written: `Q4`, `4Q`, `P2`, `2H`, `Mid 8th`, `OT`, `2OT`. After the end it is the last
 * one, before the start 0. Null for words that mean nothing here.
 */
export function readPeriod(text: string, league: League): number | null {
  const word = text.trim().toUpperCase();
  const regular = REGULAR[league];
  if (word === '' || /^(?:NS|SCHEDULED|PRE|NOT STARTED)$/.test(word)) return 0;
  if (/^(?:HT|HALFTIME|HALF)$/.test(word)) return regular / 2;
  if (/^(?:V?FT|FINAL|F|ENDED|FULL TIME)(?: ?(?:OT|NR|SO))?$/.test(word)) return regular;
  const overtime = /^(?:(\d)?(?:OT|ET)(\d)?|F\/OT)$/.exec(word);
  if (overtime) return regular + Number(overtime[1] ?? overtime[2] ?? 1);
  if (/^(?:SO|PEN|PENALTIES)$/.test(word)) return regular + (league === 'fifa-world-cup' ? 3 : 2);
  const numbered =
    /^(?:[QPH]([1-9])|([1-9])[QPH]|(?:(?:TOP|BOT|BOTTOM|MID|MIDDLE|END)\s+)?(\d{1,2})(?:ST|ND|RD|TH))$/.exec(word);
  const number = numbered?.[1] ?? numbered?.[2] ?? numbered?.[3];
  return number === undefined ? null : Number(number);
}
