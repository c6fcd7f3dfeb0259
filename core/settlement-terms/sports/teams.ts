import { escapePattern } from '../text/escape-pattern.js';
import type { League } from './leagues.js';

/**
 * `code:names`. The first name is Kalshi's where it differs by a letter from a neighbour ("New York M"), then nicknames and
 * full names. A code is ESPN's abbreviation in lower case, for countries FIFA's.
 */
const TABLE: Readonly<Record<League, string>> = {
  mlb: `ari:Arizona;Diamondbacks|ath:A's;Athletics;Oakland|atl:Atlanta;Braves|bal:Baltimore;Orioles|bos:Boston;Red Sox|chc:Chicago C;Cubs;Chicago Cubs|chw:Chicago WS;White Sox;Chicago White Sox|cin:Cincinnati;Reds|cle:Cleveland;Guardians|col:Colorado;Rockies|det:Detroit;Tigers|hou:Houston;Astros|kc:Kansas City;Royals|laa:Los Angeles A;Angels;Los Angeles Angels|lad:Los Angeles D;Dodgers;Los Angeles Dodgers|mia:Miami;Marlins|mil:Milwaukee;Brewers|min:Minnesota;Twins|nym:New York M;Mets;New York Mets|nyy:New York Y;Yankees;New York Yankees|phi:Philadelphia;Phillies|pit:Pittsburgh;Pirates|sd:San Diego;Padres|sf:San Francisco;Giants|sea:Seattle;Mariners|stl:St. Louis;St Louis;Cardinals|tb:Tampa Bay;Rays|tex:Texas;Rangers|tor:Toronto;Blue Jays|wsh:Washington;Nationals`,
  nba: `atl:Atlanta;Hawks|bos:Boston;Celtics|bkn:Brooklyn;Nets|cha:Charlotte;Hornets|chi:Chicago;Bulls|cle:Cleveland;Cavaliers|dal:Dallas;Mavericks|den:Denver;Nuggets|det:Detroit;Pistons|gs:Golden State;Warriors|hou:Houston;Rockets|ind:Indiana;Pacers|lac:Los Angeles C;Clippers;LA Clippers;Los Angeles Clippers|lal:Los Angeles L;Lakers;LA Lakers;Los Angeles Lakers|mem:Memphis;Grizzlies|mia:Miami;Heat|mil:Milwaukee;Bucks|min:Minnesota;Timberwolves|no:New Orleans;Pelicans|ny:New York;Knicks|okc:Oklahoma City;Thunder|orl:Orlando;Magic|phi:Philadelphia;76ers|phx:Phoenix;Suns|por:Portland;Trail Blazers;Blazers|sac:Sacramento;Kings|sa:San Antonio;Spurs|tor:Toronto;Raptors|utah:Utah;Jazz|wsh:Washington;Wizards`,
  wnba: `atl:Atlanta;Dream|chi:Chicago;Sky|conn:Connecticut;Sun|dal:Dallas;Wings|gs:Golden State;Valkyries|ind:Indiana;Fever|lv:Las Vegas;Aces|la:Los Angeles;Sparks|min:Minnesota;Lynx|ny:New York;Liberty|phx:Phoenix;Mercury|por:Portland;Fire|sea:Seattle;Storm|tor:Toronto;Tempo|wsh:Washington;Mystics`,
  nfl: `ari:Arizona;Cardinals|atl:Atlanta;Falcons|bal:Baltimore;Ravens|buf:Buffalo;Bills|car:Carolina;Panthers|chi:Chicago;Bears|cin:Cincinnati;Bengals|cle:Cleveland;Browns|dal:Dallas;Cowboys|den:Denver;Broncos|det:Detroit;Lions|gb:Green Bay;Packers|hou:Houston;Texans|ind:Indianapolis;Colts|jax:Jacksonville;Jaguars|kc:Kansas City;Chiefs|lv:Las Vegas;Raiders|lac:Los Angeles C;Chargers;Los Angeles Chargers|lar:Los Angeles R;Rams;Los Angeles Rams|mia:Miami;Dolphins|min:Minnesota;Vikings|ne:New England;Patriots|no:New Orleans;Saints|nyg:New York G;Giants;New York Giants|nyj:New York J;Jets;New York Jets|phi:Philadelphia;Eagles|pit:Pittsburgh;Steelers|sf:San Francisco;49ers|sea:Seattle;Seahawks|tb:Tampa Bay;Buccaneers|ten:Tennessee;Titans|wsh:Washington;Commanders`,
  nhl: `ana:Anaheim;Ducks|bos:Boston;Bruins|buf:Buffalo;Sabres|cgy:Calgary;Flames|car:Carolina;Hurricanes|chi:Chicago;Blackhawks|col:Colorado;Avalanche|cbj:Columbus;Blue Jackets|dal:Dallas;Stars|det:Detroit;Red Wings|edm:Edmonton;Oilers|fla:Florida;Panthers|la:Los Angeles;Kings|min:Minnesota;Wild|mtl:Montreal;Montréal;Canadiens|nsh:Nashville;Predators|nj:New Jersey;Devils|nyi:New York I;Islanders;New York Islanders|nyr:New York R;Rangers;New York Rangers|ott:Ottawa;Senators|phi:Philadelphia;Flyers|pit:Pittsburgh;Penguins|sj:San Jose;Sharks|sea:Seattle;Kraken|stl:St. Louis;St Louis;Blues|tb:Tampa Bay;Lightning|tor:Toronto;Maple Leafs|utah:Utah;Mammoth|van:Vancouver;Canucks|vgk:Vegas;Golden Knights;Vegas Golden Knights|wsh:Washington;Capitals|wpg:Winnipeg;Jets`,
  'fifa-world-cup': `alg:Algeria|arg:Argentina|aus:Australia|aut:Austria|bel:Belgium|bih:Bosnia and Herzegovina;Bosnia & Herzegovina;Bosnia|bra:Brazil|can:Canada|civ:Ivory Coast;Cote d'Ivoire;Côte d'Ivoire|cod:Congo DR;DR Congo|col:Colombia|cpv:Cape Verde;Cabo Verde|cro:Croatia|cuw:Curacao;Curaçao|cze:Czechia;Czech Republic|ecu:Ecuador|egy:Egypt|eng:England|esp:Spain|fra:France|ger:Germany|gha:Ghana|hai:Haiti|irn:IR Iran;Iran|irq:Iraq|jor:Jordan|jpn:Japan|kor:Korea Republic;Republic of Korea;South Korea|ksa:Saudi Arabia|mar:Morocco|mex:Mexico|ned:Netherlands|nor:Norway|nzl:New Zealand|pan:Panama|par:Paraguay|por:Portugal|qat:Qatar|rsa:South Africa|sco:Scotland|sen:Senegal|sui:Switzerland|swe:Sweden|tun:Tunisia|tur:Turkiye;Türkiye;Turkey|uru:Uruguay|usa:USA;United States|uzb:Uzbekistan`,
};

const normal = (name: string): string => name.toLowerCase().replace(/^the /, '').trim();

interface LeagueTeams {
  readonly byName: ReadonlyMap<string, string>;
  /** Names, longer first. */
  readonly pattern: string;
}

function readTeams(table: string): LeagueTeams {
  const byName = new Map<string, string>();
  for (const team of table.split('|')) {
    const [code = '', list = ''] = team.split(':');
    const names = list.split(';');
    const [place = '', nick] = names;
    for (const name of names) byName.set(normal(name), code);
    // "Denver" and "Nuggets" are also "Denver Nuggets"; "New York M" is no part of a full name.
    if (nick !== undefined && !/ [A-Z]{1,2}$/.test(place)) byName.set(normal(`${place} ${nick}`), code);
  }
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  return { byName, pattern: names.map(escapePattern).join('|') };
}

const TEAMS = Object.fromEntries(
  Object.entries(TABLE).map(([league, table]) => [league, readTeams(table)]),
) as unknown as Readonly<Record<League, LeagueTeams>>;

/** The code of a team by any name of the table; null for a name that is in none. */
export const teamCode = (league: League, name: string): string | null => TEAMS[league].byName.get(normal(name)) ?? null;

/** A pattern for any team of a league. */
export const teamPattern = (league: League): string => TEAMS[league].pattern;
