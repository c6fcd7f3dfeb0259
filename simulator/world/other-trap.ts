import { CANDIDATES, OTHER_LABEL, PLACEHOLDER_LABEL, RACES } from './contest-topics.js';
import type { OutcomeText } from './question.js';
import { clockTime, longDate, pick, pickSome, shortDate, type Topic, type TopicOptions, YES_NO } from './topic.js';

/**
 * "Someone else" on both venues: Kalshi leaves out three names, Polymarket's augmented event two, and it may name more
 * later. Polymarket lists its names beside it, so there it is one outcome of an exclusive event.
 */
export function otherTrap({ random, closesAt }: TopicOptions): Topic {
  const race = pick(random, RACES);
  const [first = '', second = '', third = ''] = pickSome<string>(random, CANDIDATES, 3);
  const here = `${shortDate(closesAt)}, ${clockTime(closesAt)}`;
  const when = `${longDate(closesAt)}, ${clockTime(closesAt)}`;
  const closing =
    'If anyone else wins, the market for "Other" resolves to "Yes". Placeholder outcomes may be replaced by new names.';
  const named = (name: string, position: number): OutcomeText => ({
    ...onPolymarket(`Will ${name} win ${race} (${when})?`, name),
    label: name,
    code: `N${position}`,
    listedOn: 'polymarket',
  });
  const onPolymarket = (polymarketQuestion: string, winner: string) => ({
    kalshiRules: '',
    polymarketQuestion,
    polymarketRules: `This market will resolve to "Yes" if ${winner} wins ${race} as certified at ${when}. Otherwise, it will resolve to "No". ${closing}`,
  });
  return {
    seriesTicker: 'KXLOCALELECTION',
    kalshiTitle: `Who will win ${race}? (${here})`,
    kalshiSubtitle: shortDate(closesAt),
    polymarketTitle: `Winner of ${race} (${when})`,
    source: { name: 'Electoral commission', url: 'https://results.example.org/' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        ...onPolymarket(`Will someone else win ${race} (${when})?`, 'a person not listed'),
        label: OTHER_LABEL,
        code: 'OTH',
        kalshiRules: `If a person other than ${first}, ${second} and ${third} wins ${race} counted on ${shortDate(closesAt)} at ${clockTime(closesAt)}, then the market resolves to Yes.`,
      },
      named(first, 1),
      named(second, 2),
      named(PLACEHOLDER_LABEL, 3),
    ],
  };
}
