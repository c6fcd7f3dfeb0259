import { NOMINEES, OFFICES } from './announced-topics.js';
import { COINS, coinOutcome } from './measured-topics.js';
import {
  between,
  clockTime,
  initials,
  longDate,
  pick,
  shortDate,
  tickerDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Several markets of one variable, of which each is YES wherever the one before it is. */

interface LadderOptions extends TopicOptions {
  readonly count: number;
}

const DAY = 86_400_000;
const SPACING = 4;

/** Strikes of one price at one moment, the highest first. */
export function strikesTopic({ random, closesAt, count }: LadderOptions): Topic {
  const coin = pick(random, COINS);
  const gap = coin.step * SPACING;
  const lowest =
    coin.low + coin.step * between(random, 0, Math.floor((coin.high - coin.low) / coin.step) - count * SPACING);
  const strikes = Array.from({ length: count }, (_, position) => lowest + (count - 1 - position) * gap);
  const moment = clockTime(closesAt);
  return {
    seriesTicker: coin.series,
    kalshiTitle: `${coin.name} price on ${shortDate(closesAt)} at ${moment}?`,
    kalshiSubtitle: `On ${shortDate(closesAt)} at ${moment}`,
    polymarketTitle: `${coin.name} price on ${longDate(closesAt)}, ${moment}`,
    source: { name: 'Coinbase Exchange', url: `https://www.coinbase.com/advanced-trade/spot/${coin.pair}` },
    polymarketLabels: YES_NO,
    outcomes: strikes.map((strike) => coinOutcome(coin, strike, closesAt, false)),
  };
}

/** Deadlines of one event, the earliest first: the first ends with the market, the others are days away. */
export function deadlinesTopic({ random, closesAt, count }: LadderOptions): Topic {
  const nominee = pick(random, NOMINEES);
  const office = pick(random, OFFICES);
  const days = Array.from({ length: count }, (_, position) => closesAt + position * DAY);
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `When will ${nominee} be confirmed as ${office}?`,
    kalshiSubtitle: `From ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${nominee} confirmed as ${office} by...?`,
    source: { name: 'United States Senate', url: 'https://www.senate.gov/legislative/nominations_new.htm' },
    polymarketLabels: YES_NO,
    outcomes: days.map((day) => {
      const deadline = `${clockTime(day)} on ${longDate(day)}`;
      return {
        label: `${longDate(day)}, ${clockTime(day)}`,
        code: `${initials(nominee)}${tickerDate(day)}`,
        kalshiRules: `If the Senate confirms ${nominee} as ${office} before ${clockTime(day)} on ${shortDate(day)}, then the market resolves to Yes.`,
        polymarketQuestion: `Will the Senate confirm ${nominee} as ${office} by ${deadline}?`,
        polymarketRules: `This market will resolve to "Yes" if the U.S. Senate votes to confirm ${nominee} as ${office} by ${deadline}. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`,
      };
    }),
  };
}
