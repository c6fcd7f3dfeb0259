import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { SettlementSide } from './settlement-side.js';
import { HALF, worldApart } from './world.js';

const FAIR_AFTER =
  /\brescheduled (?:to|for) (?:over|more than) (\w+) (day|week)s?\b[^.]{0,80}\bfair (?:market )?price/i;
const STAYS_OPEN =
  /\bpostponed\b[^.]{0,60}\bremains? open until the (?:game|match|fight|event) (?:has been|is) (?:completed|played)/i;
/** How often a game is put off by more than days, or more than weeks: rain moves about one baseball game in fifty, half of them by days. */
const PUT_OFF = { day: 0.01, week: 0.002 } as const;

/**
 * The world in which a game is played so late that one side has paid the fair price while the other waits for the
 * result. The fair price takes nothing on average and, at even odds, half a dollar at worst.
 */
export function postponedApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  return [...postponed(a, b), ...postponed(b, a)];
}

function postponed(early: SettlementSide, late: SettlementSide): readonly SettlementWorld[] {
  const [fair, open] = [FAIR_AFTER.exec(early.listing.rules), STAYS_OPEN.exec(late.listing.rules)];
  if (fair === null || open === null) return [];
  const unit = fair[2]?.toLowerCase() === 'week' ? 'week' : 'day';
  return [
    worldApart('void', PUT_OFF[unit], HALF, `a game put off: one side says "${fair[0]}", the other "${open[0]}"`),
  ];
}
