import { stemWord } from './stem-word.js';

const TEAMS = `
hawks atlanta|celtics boston|nets brooklyn|hornets charlotte|bulls chicago|cavaliers,cavs cleveland|mavericks,mavs dallas|nuggets denver|pistons detroit|warriors golden state|rockets houston|pacers indiana|clippers la|lakers la|grizzlies memphis|heat miami|bucks milwaukee|timberwolves,wolves minnesota|pelicans new orleans|knicks new york|thunder oklahoma city|magic orlando|76ers,sixers philadelphia|suns phoenix|blazers portland|kings sacramento|spurs san antonio|raptors toronto|jazz utah|wizards washington
cardinals arizona|falcons atlanta|ravens baltimore|bills buffalo|panthers carolina|bears chicago|bengals cincinnati|browns cleveland|cowboys dallas|broncos denver|lions detroit|packers green bay|texans houston|colts indianapolis|jaguars jacksonville|chiefs kansas city|raiders las vegas|chargers la|rams la|dolphins miami|vikings minnesota|patriots new england|saints new orleans|giants new york|jets new york|eagles philadelphia|steelers pittsburgh|49ers,niners san francisco|seahawks seattle|buccaneers,bucs tampa bay|titans tennessee|commanders washington
diamondbacks arizona|athletics,a's oakland|braves atlanta|orioles baltimore|redsox boston|cubs chicago|whitesox chicago|reds cincinnati|guardians cleveland|rockies colorado|tigers detroit|astros houston|royals kansas city|angels la|dodgers la|marlins miami|brewers milwaukee|twins minnesota|mets new york|yankees new york|phillies philadelphia|pirates pittsburgh|padres san diego|giants san francisco|mariners seattle|cardinals st louis|rays tampa bay|rangers texas|jays toronto|nationals washington
ducks anaheim|bruins boston|sabres buffalo|flames calgary|hurricanes carolina|blackhawks chicago|avalanche colorado|stars dallas|oilers edmonton|panthers florida|kings la|wild minnesota|canadiens montreal|predators nashville|devils new jersey|islanders new york|rangers new york|senators ottawa|flyers philadelphia|penguins pittsburgh|sharks san jose|kraken seattle|blues st louis|lightning tampa bay|leafs toronto|canucks vancouver|knights vegas|capitals washington|jets winnipeg|redwings detroit|bluejackets columbus|mammoth utah
aces las vegas|dream atlanta|sky chicago|sun connecticut|wings dallas|valkyries golden state|fever indiana|sparks la|lynx minnesota|liberty new york|fire portland|mercury phoenix|storm seattle|tempo toronto|mystics washington
`;

/** Leagues that a ticker, a slug or a title may name; those of the table above come first, a line each. */
export type League = (typeof leagueNames)[number];
const leagueNames = [
  'NBA',
  'NFL',
  'MLB',
  'NHL',
  'WNBA',
  'CFB',
  'CBB',
  'CWBB',
  'college baseball',
  'MLS',
  'EPL',
  'ATP',
  'WTA',
  'ITF',
] as const;

const homes = new Map<string, string[][]>();
const leagues = new Map<string, Set<League>>();
for (const [line, teams] of TEAMS.trim().split('\n').entries()) {
  for (const team of teams.split('|')) {
    const [names = '', ...home] = team.split(' ');
    for (const name of names.split(',')) {
      const key = stemWord(name);
      homes.set(key, [...(homes.get(key) ?? []), home.map(stemWord)]);
      leagues.set(key, (leagues.get(key) ?? new Set<League>()).add(leagueNames[line] as League));
    }
  }
}
const NO_LEAGUE: ReadonlySet<League> = new Set();

/** The leagues in which a team has this nickname; none for a word that is no nickname. */
export const leaguesOf = (key: string): ReadonlySet<League> => leagues.get(key) ?? NO_LEAGUE;

/**
 * The places that a team's nickname may stand for, each as the keys of its words: "Giants" play in New York and in San
 * Francisco. Kalshi names teams by place, Polymarket by nickname.
 */
export function homesOf(key: string): readonly (readonly string[])[] {
  return homes.get(key) ?? [];
}
