import {
  clockTime,
  initials,
  longDate,
  pick,
  pickSome,
  shortDate,
  type Topic,
  type TopicOptions,
  YES_NO,
} from './topic.js';

/* Questions about something that happens or does not: politics, geopolitics, sports. */

export const NOMINEES = [
  'Dana Whitfield',
  'Marcus Oyelaran',
  'Helen Brandt',
  'Luis Ferreira',
  'Priya Raman',
  'Owen Castellan',
  'Tomas Arriaga',
  'Grace Nakamura',
  'Ivan Petrenko',
  'Leila Haddad',
] as const;
export const OFFICES = [
  'Secretary of Energy',
  'Federal Reserve Governor',
  'Ambassador to Japan',
  'FCC Commissioner',
  'Surgeon General',
] as const;

export function politicsTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const nominee = pick(random, NOMINEES);
  const office = pick(random, OFFICES);
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXSENATECONFIRM',
    kalshiTitle: `Will ${nominee} be confirmed as ${office} before ${clockTime(closesAt)}, ${shortDate(closesAt)}?`,
    kalshiSubtitle: `Before ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${nominee} confirmed as ${office} by ${deadline}?`,
    source: { name: 'United States Senate', url: 'https://www.senate.gov/legislative/nominations_new.htm' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: nominee,
        code: initials(nominee),
        kalshiRules: `If the Senate confirms ${nominee} as ${office} before ${clockTime(closesAt)} on ${shortDate(closesAt)}, then the market resolves to Yes.`,
        polymarketQuestion: inverse
          ? `Will the Senate fail to confirm ${nominee} as ${office} by ${deadline}?`
          : `Will the Senate confirm ${nominee} as ${office} by ${deadline}?`,
        polymarketRules: inverse
          ? `This market will resolve to "Yes" if the U.S. Senate has not voted to confirm ${nominee} as ${office} by ${deadline}. If it has, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`
          : `This market will resolve to "Yes" if the U.S. Senate votes to confirm ${nominee} as ${office} by ${deadline}. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.`,
      },
    ],
  };
}

export const COUNTRIES = [
  'Armenia',
  'Azerbaijan',
  'Ethiopia',
  'Eritrea',
  'Serbia',
  'Kosovo',
  'Guyana',
  'Venezuela',
  'Sudan',
  'Cyprus',
] as const;
const AGREEMENTS = [
  { act: 'sign a border agreement', short: 'border agreement', code: 'BORDER' },
  { act: 'restore diplomatic relations', short: 'diplomatic relations', code: 'DIPL' },
  { act: 'agree to a ceasefire', short: 'ceasefire', code: 'CEASE' },
] as const;

export function geopoliticsTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const [one = 'Armenia', other = 'Azerbaijan'] = pickSome(random, COUNTRIES, 2);
  const agreement = pick(random, AGREEMENTS);
  const deadline = `${clockTime(closesAt)} on ${longDate(closesAt)}`;
  return {
    seriesTicker: 'KXWORLDDEAL',
    kalshiTitle: `Will ${one} and ${other} ${agreement.act} before ${clockTime(closesAt)}, ${shortDate(closesAt)}?`,
    kalshiSubtitle: `Before ${shortDate(closesAt)}, ${clockTime(closesAt)}`,
    polymarketTitle: `${one} x ${other} ${agreement.short} by ${deadline}?`,
    source: { name: 'Reuters', url: 'https://www.reuters.com/world/' },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: `${one} and ${other}`,
        code: agreement.code,
        kalshiRules: `If ${one} and ${other} ${agreement.act} before ${clockTime(closesAt)} on ${shortDate(closesAt)}, as reported by Reuters, then the market resolves to Yes.`,
        polymarketQuestion: inverse
          ? `Will ${one} and ${other} fail to ${agreement.act} by ${deadline}?`
          : `Will ${one} and ${other} ${agreement.act} by ${deadline}?`,
        polymarketRules: inverse
          ? `This market will resolve to "Yes" if no report by Reuters states that ${one} and ${other} did ${agreement.act} by ${deadline}. Otherwise, this market will resolve to "No".`
          : `This market will resolve to "Yes" if ${one} and ${other} ${agreement.act} by ${deadline}, according to Reuters. Otherwise, this market will resolve to "No".`,
      },
    ],
  };
}

const LEAGUES = [
  {
    name: 'NBA',
    series: 'KXNBAGAME',
    url: 'https://www.nba.com/games',
    teams: [
      ['Boston Celtics', 'BOS'],
      ['Los Angeles Lakers', 'LAL'],
      ['Denver Nuggets', 'DEN'],
      ['Miami Heat', 'MIA'],
      ['Dallas Mavericks', 'DAL'],
    ],
  },
  {
    name: 'NFL',
    series: 'KXNFLGAME',
    url: 'https://www.nfl.com/scores/',
    teams: [
      ['Buffalo Bills', 'BUF'],
      ['Kansas City Chiefs', 'KC'],
      ['Detroit Lions', 'DET'],
      ['Green Bay Packers', 'GB'],
      ['Seattle Seahawks', 'SEA'],
    ],
  },
] as const;

export function sportsTopic({ random, closesAt, inverse }: TopicOptions): Topic {
  const league = pick(random, LEAGUES);
  const [home = league.teams[0], away = league.teams[1]] = pickSome<readonly [string, string]>(random, league.teams, 2);
  const game = `${away[0]} at ${home[0]}`;
  const ends = `${longDate(closesAt)} (scheduled end ${clockTime(closesAt)})`;
  const asked = inverse ? away : home;
  return {
    seriesTicker: league.series,
    kalshiTitle: `${game} winner? (${shortDate(closesAt)}, ${clockTime(closesAt)})`,
    kalshiSubtitle: `${away[1]} at ${home[1]} (${shortDate(closesAt)})`,
    polymarketTitle: `${away[0]} vs. ${home[0]}, ${ends}: ${asked[0]}?`,
    source: { name: league.name, url: league.url },
    polymarketLabels: YES_NO,
    outcomes: [
      {
        label: home[0],
        code: home[1],
        kalshiRules: `If ${home[0]} wins the ${game} professional ${league.name} game originally scheduled to end on ${shortDate(closesAt)} at ${clockTime(closesAt)}, then the market resolves to Yes. The game is played to a winner, overtime included.`,
        polymarketQuestion: `Will the ${asked[0]} win the ${league.name} game ${away[0]} vs. ${home[0]} on ${ends}?`,
        polymarketRules: `In the ${league.name} game ${away[0]} vs. ${home[0]} on ${ends}: this market will resolve to "Yes" if the ${asked[0]} win. If the ${asked === home ? away[0] : home[0]} win, it will resolve to "No". Overtime counts; a game cannot end in a tie.`,
      },
    ],
  };
}
