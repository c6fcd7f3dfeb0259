import type { Random } from '@pm-arbitrage/core/random/random.js';
import {
  DAY,
  dayWords,
  monthName,
  pick,
  some,
  type SyntheticEvent,
  tickerDay,
  TODAY,
  whole,
} from './synthetic-event.js';
import {
  countries,
  deeds,
  firstNames,
  offices,
  prizeCategories,
  prizes,
  spokenWords,
  states,
  surnames,
} from './synthetic-names.js';

const person = (random: Random): string => `${pick(random, firstNames)} ${pick(random, surnames)}`;
const people = (random: Random, count: number): string[] => [
  ...new Set(Array.from({ length: count }, () => person(random))),
];

/** Who comes next into an office. */
export function nextOffice(random: Random): SyntheticEvent {
  const [country, office] = [pick(random, countries), pick(random, offices)];
  const closes = Date.UTC(2027, whole(random, 0, 11), 1);
  return {
    key: `office ${country} ${office}`,
    category: 'Politics',
    series: 'KXNEXT',
    dated: tickerDay(closes),
    titles: { kalshi: `Next ${office} of ${country}?`, polymarket: `Who will be the next ${office} of ${country}?` },
    opens: TODAY - 40 * DAY,
    closes: { kalshi: closes, polymarket: closes - whole(random, 0, 60) * DAY },
    questions: people(random, whole(random, 6, 25)).map((name) => ({
      kalshi: {
        title: `Who will be the next ${office} of ${country}?`,
        subtitle: name,
        rules: `If ${name} is the next person to become ${office} of ${country}, then the market resolves to Yes.`,
      },
      polymarket: {
        title: `Will ${name} be the next ${office} of ${country}?`,
        subtitle: name,
        rules: `This market will resolve to "Yes" if ${name} is the next person to be officially sworn in as ${office} of ${country}.`,
      },
    })),
  };
}

/** Who gets a prize. */
export function prize(random: Random): SyntheticEvent {
  const [gala, category] = [pick(random, prizes), pick(random, prizeCategories)];
  const year = whole(random, 2026, 2028);
  const nominated = random.next() < 0.5;
  const closes = Date.UTC(year, whole(random, 8, 11), 20);
  const gammaDoes = nominated ? 'be nominated for' : 'win';
  return {
    key: `prize ${gala} ${category} ${year} ${nominated}`,
    category: 'Entertainment',
    series: 'KXPRIZE',
    dated: String(year % 100),
    titles: {
      kalshi: nominated ? `${year} ${gala} nominees for ${category}?` : `${gala} ${year}: ${category} winner?`,
      polymarket: nominated ? `${gala} ${year}: ${category} nominations` : `${gala} ${year}: ${category} winner`,
    },
    opens: TODAY - 20 * DAY,
    closes: { kalshi: closes + 30 * DAY, polymarket: closes },
    questions: people(random, whole(random, 5, 15)).map((name) => ({
      kalshi: {
        title: nominated ? `${year} ${gala} nominees for ${category}?` : `Will ${name} win ${category} at the ${gala}?`,
        subtitle: name,
        rules: `If ${name} ${nominated ? 'is nominated for' : 'wins'} ${category} at the ${year} ${gala}, then the market resolves to Yes.`,
      },
      polymarket: {
        title: `Will ${name} ${gammaDoes} ${category} at the ${year} ${gala}?`,
        subtitle: name,
        rules: `This market will resolve to "Yes" if ${name} is announced as ${nominated ? 'a nominee for' : 'the winner of'} ${category} at the ${year} ${gala}.`,
      },
    })),
  };
}

/** Which party wins a seat. */
export function election(random: Random): SyntheticEvent {
  const state = pick(random, states);
  const seat = pick(random, [
    'Senate',
    'Governor',
    'Presidential',
    'Attorney General',
    'House District 1',
    'House District 2',
    'House District 7',
  ]);
  const year = pick(random, [2026, 2028]);
  const votes = Date.UTC(year, 10, year === 2026 ? 3 : 7);
  const parties = [
    ['Democratic party', 'a Democrat'],
    ['Republican party', 'a Republican'],
    ['Independent', 'an independent candidate'],
  ] as const;
  return {
    key: `election ${state} ${seat} ${year}`,
    category: 'Elections',
    series: 'KXRACE',
    dated: String(year % 100),
    titles: { kalshi: `${state} ${seat} race ${year}?`, polymarket: `${state} ${seat} Election Winner ${year}` },
    opens: TODAY - 100 * DAY,
    closes: { kalshi: votes + 365 * DAY, polymarket: votes },
    questions: parties.map(([kalshi, polymarket]) => ({
      kalshi: {
        title: `Will the ${kalshi} win the ${state} ${seat} race in ${year}?`,
        subtitle: kalshi,
        rules: `If a representative of the ${kalshi} wins the ${year} ${state} ${seat} election, then the market resolves to Yes.`,
      },
      polymarket: {
        title: `Will ${polymarket} win the ${year} ${state} ${seat} Election?`,
        subtitle: polymarket,
        rules: `This market will resolve to "Yes" if ${polymarket} wins the ${year} ${state} ${seat} election.`,
      },
    })),
  };
}

/** What somebody says on a day. */
export function mention(random: Random): SyntheticEvent {
  const speaker = person(random);
  const day = TODAY + whole(random, 0, 30) * DAY;
  const { short, long } = dayWords(day);
  const stage = pick(random, ['press conference', 'rally', 'interview', 'State Dinner', 'earnings call', 'debate']);
  return {
    key: `mention ${speaker} ${stage} ${short}`,
    category: 'Mentions',
    series: 'KXMENTION',
    dated: tickerDay(day),
    titles: {
      kalshi: `What will ${speaker} say during the ${stage} on ${short}?`,
      polymarket: `What will ${speaker} say at the ${long} ${stage}?`,
    },
    opens: day - 3 * DAY,
    closes: { kalshi: day + 2 * DAY, polymarket: day },
    questions: some(random, spokenWords, whole(random, 8, 18)).map((word) => ({
      kalshi: {
        title: `What will ${speaker} say during the ${stage} on ${short}?`,
        subtitle: word,
        rules: `If ${speaker} says ${word} as part of the ${stage} on ${short}, then the market resolves to Yes.`,
      },
      polymarket: {
        title: `Will ${speaker} say "${word}" at the ${long} ${stage}?`,
        subtitle: word,
        rules: `This market will resolve to "Yes" if ${speaker} says the listed term during the ${stage} scheduled for ${long}.`,
      },
    })),
  };
}

/** Whether something happens before each of several dates. */
export function deadline(random: Random): SyntheticEvent {
  const [who, [does, done]] = [person(random), pick(random, deeds)];
  return {
    key: `deadline ${who} ${does}`,
    category: 'Politics',
    series: 'KXBEFORE',
    dated: '26',
    titles: { kalshi: `When will ${who} ${does}?`, polymarket: `${who} ${done} by ___?` },
    opens: TODAY - 10 * DAY,
    closes: { kalshi: Date.UTC(2027, 0, 1, 5), polymarket: Date.UTC(2026, 11, 31, 12) },
    questions: [7, 8, 9, 10, 11, 12].map((month) => {
      const year = 2026 + Math.floor((month + 1) / 12);
      const last = new Date(Date.UTC(2026, month + 1, 0));
      const first = dayWords(Date.UTC(2026, month + 1, 1));
      return {
        kalshi: {
          title: `Will ${who} ${does} before ${first.short}?`,
          subtitle: `Before ${first.short}`,
          rules: `If ${who} does ${does} before ${first.short}, then the market resolves to Yes.`,
        },
        polymarket: {
          title: `${who} ${done} by ${monthName(month)} ${last.getUTCDate()}, ${last.getUTCFullYear()}?`,
          subtitle: `${monthName(month)} ${last.getUTCDate()}`,
          rules: `This market will resolve to "Yes" if ${who} ${done} by ${monthName(month)} ${last.getUTCDate()}, ${year === last.getUTCFullYear() ? year : last.getUTCFullYear()}, 11:59 PM ET.`,
        },
      };
    }),
  };
}
