import type { Random } from '@pm-arbitrage/core/random/random.js';
import { type SyntheticTeam, syntheticLeagues } from './synthetic-teams.js';
import {
  DAY,
  dayWords,
  pick,
  type SyntheticEvent,
  tickerDay,
  TODAY,
  type TwinWording,
  whole,
} from './synthetic-event.js';
import { countries, firstNames, surnames } from './synthetic-names.js';

const SPORTS = [
  { sport: 'basketball', series: 'KXNBA', league: 'NBA', unit: 'points', total: 215, margin: 12 },
  { sport: 'baseball', series: 'KXMLB', league: 'MLB', unit: 'runs', total: 6, margin: 4 },
  { sport: 'football', series: 'KXNFL', league: 'NFL', unit: 'points', total: 40, margin: 10 },
  { sport: 'hockey', series: 'KXNHL', league: 'NHL', unit: 'goals', total: 4, margin: 3 },
] as const;

const named = (team: SyntheticTeam): string => team.place;

/** A game of one of the four big leagues: winner of either side, totals, spreads, props of a few players. */
export function leagueGame(random: Random): SyntheticEvent {
  const index = whole(random, 0, SPORTS.length - 1);
  const { sport, series, league, unit, total, margin } = SPORTS[index] as (typeof SPORTS)[number];
  const teams = syntheticLeagues[index] as readonly SyntheticTeam[];
  const away = pick(random, teams);
  const home = pick(
    random,
    teams.filter(({ place }) => place !== away.place),
  );
  const starts = TODAY + whole(random, 0, 13) * DAY + whole(random, 17, 26) * 3_600_000;
  const { short, long } = dayWords(starts - 5 * 3_600_000);
  const game = `${named(away)} vs ${named(home)}`;
  const title = `${away.nickname} vs. ${home.nickname}`;
  const kalshiRules = (what: string) =>
    `If ${what} in the ${game} professional ${sport} game originally scheduled for ${short}, then the market resolves to Yes.`;
  const gammaRules = (what: string) =>
    `In the upcoming ${league} game, scheduled for ${long}:\n\nThis market will resolve to "Yes" if ${what}.`;
  const winners = [away, home].map((team) => ({
    kalshi: { title: `${game} Winner?`, subtitle: named(team), rules: kalshiRules(`${named(team)} wins`) },
    polymarket: {
      title: `Will the ${team.nickname} win ${title} on ${long}?`,
      subtitle: team.nickname,
      rules: gammaRules(`the ${team.nickname} win`),
    },
  }));
  const totals = Array.from({ length: 7 }, (_, step) => total + step + 0.5).map((line) => ({
    kalshi: {
      title: `${game} Total ${unit[0]?.toUpperCase()}${unit.slice(1)}?`,
      subtitle: `Over ${line} ${unit} scored`,
      rules: kalshiRules(`${named(away)} and ${named(home)} collectively score more than ${line} ${unit}`),
      strike: { type: 'greater', floor: line, cap: null },
    },
    polymarket: {
      title: `${title}: O/U ${line}`,
      subtitle: `O/U ${line}`,
      rules: gammaRules(`the ${away.nickname} and ${home.nickname} combine to score more than ${line} ${unit}`),
    },
  }));
  const spreads = [away, home].flatMap((team) =>
    Array.from({ length: margin >> 1 }, (_, step) => step + 1.5).map((line) => ({
      kalshi: {
        title: `${named(team)} wins by over ${line} ${unit}?`,
        subtitle: `${named(team)} wins by over ${line} ${unit}`,
        rules: kalshiRules(`${named(team)} wins by more than ${line} ${unit}`),
        strike: { type: 'greater', floor: line, cap: null },
      },
      polymarket: {
        title: `Spread: ${team.nickname} (-${line})`,
        subtitle: `Spread -${line}`,
        rules: gammaRules(`the ${team.nickname} win ${title} by more than ${line} ${unit}`),
      },
    })),
  );
  const props = Array.from({ length: 3 }, () => `${pick(random, firstNames)} ${pick(random, surnames)}`).flatMap(
    (player) =>
      [1, 2, 3].map((count) => ({
        kalshi: {
          title: `${player}: ${count}+ ${unit}?`,
          subtitle: `${player}: ${count}+`,
          rules: kalshiRules(`${player} records ${count}+ ${unit}`),
          strike: { type: 'greater_or_equal', floor: count, cap: null },
        },
        polymarket: {
          title: `${player}: ${unit} Over ${count - 0.5}`,
          subtitle: `${unit} O/U ${count - 0.5}`,
          rules: gammaRules(`${player} records more than ${count - 0.5} ${unit} in ${title}`),
        },
      })),
  );
  return {
    key: `game ${league} ${game} ${short}`,
    busy: [away, home].map(({ nickname }) => `${league} ${nickname} ${short}`),
    category: 'Sports',
    series: `${series}GAME`,
    dated: tickerDay(starts - 5 * 3_600_000),
    titles: { kalshi: `${named(away)} at ${named(home)}`, polymarket: title },
    opens: starts - 3 * DAY,
    closes: { kalshi: starts + 3 * DAY, polymarket: starts },
    questions: [...winners, ...totals, ...spreads, ...props],
  };
}

/** A match of two countries: three ways, totals, both to score. */
export function soccerMatch(random: Random): SyntheticEvent {
  const home = pick(random, countries);
  const away = pick(
    random,
    countries.filter((country) => country !== home),
  );
  const starts = TODAY + whole(random, 0, 13) * DAY + whole(random, 12, 22) * 3_600_000;
  const { short, long } = dayWords(starts);
  const game = `${home} vs ${away}`;
  const rules = (what: string) =>
    `If ${what} in the ${game} professional soccer game originally scheduled for ${short} after 90 minutes plus stoppage time, then the market resolves to Yes.`;
  const gamma = (what: string) =>
    `This market will resolve to "Yes" if ${what} in the game scheduled for ${long} within the first 90 minutes of regular play plus stoppage time.`;
  const sides: TwinWording[] = [home, away].map((team) => ({
    kalshi: { title: `${game} Winner?`, subtitle: team, rules: rules(`${team} wins`) },
    polymarket: { title: `Will ${team} win on ${long}?`, subtitle: team, rules: gamma(`${team} wins ${game}`) },
  }));
  const draw: TwinWording = {
    kalshi: { title: `${game} Winner?`, subtitle: 'Tie', rules: rules(`the game ends in a tie`) },
    polymarket: {
      title: `Will ${home} vs. ${away} end in a draw?`,
      subtitle: `Draw (${home} vs. ${away})`,
      rules: gamma('the match ends in a draw'),
    },
  };
  const totals: TwinWording[] = [0.5, 1.5, 2.5, 3.5, 4.5].map((line) => ({
    kalshi: {
      title: `Will over ${line} goals be scored?`,
      subtitle: `Over ${line} goals scored`,
      rules: rules(`over ${line} goals are scored`),
      strike: { type: 'greater', floor: line, cap: null },
    },
    polymarket: {
      title: `${home} vs. ${away}: O/U ${line}`,
      subtitle: `O/U ${line}`,
      rules: gamma(`more than ${line} goals are scored in ${game}`),
    },
  }));
  return {
    key: `soccer ${game} ${short}`,
    busy: [home, away].map((team) => `soccer ${team} ${short}`),
    category: 'Sports',
    series: 'KXSOCCER',
    dated: tickerDay(starts),
    titles: { kalshi: game, polymarket: `${home} vs. ${away}` },
    opens: starts - 5 * DAY,
    closes: { kalshi: starts + 14 * DAY, polymarket: starts },
    questions: [...sides, draw, ...totals],
  };
}

/** A tennis match: either player. */
export function tennisMatch(random: Random): SyntheticEvent {
  const [one, two] = [0, 1].map(() => ({ first: pick(random, firstNames), last: pick(random, surnames) })) as [
    { first: string; last: string },
    { first: string; last: string },
  ];
  const starts = TODAY + whole(random, 0, 6) * DAY + 15 * 3_600_000;
  const { short, long } = dayWords(starts);
  const round = pick(random, ['Round Of 64', 'Round Of 32', 'Round Of 16', 'Quarterfinal', 'Semifinal', 'Final']);
  const match = `${one.last} vs ${two.last}: ${round}`;
  return {
    key: `tennis ${match} ${one.first} ${two.first} ${short}`,
    category: 'Sports',
    series: 'KXATPMATCH',
    dated: tickerDay(starts),
    titles: {
      kalshi: `${one.last} vs ${two.last}`,
      polymarket: `${one.first} ${one.last} vs ${two.first} ${two.last}`,
    },
    opens: starts - 2 * DAY,
    closes: { kalshi: starts + 14 * DAY, polymarket: starts + 7 * DAY },
    questions: [one, two].map(({ first, last }) => ({
      kalshi: {
        title: `Will ${first} ${last} win the ${match} match?`,
        subtitle: `${first} ${last}`,
        rules: `If ${first} ${last} wins the ${match} professional tennis match scheduled for ${short}, then the market resolves to Yes.`,
      },
      polymarket: {
        title: `${one.first} ${one.last} vs ${two.first} ${two.last}: ${first} ${last} to win`,
        subtitle: `${first} ${last}`,
        rules: `This market refers to the ${round} match between ${one.first} ${one.last} and ${two.first} ${two.last}, scheduled for ${long}. It resolves to "${first} ${last}" if ${last} advances.`,
      },
    })),
  };
}
