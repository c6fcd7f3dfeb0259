/** The four big American leagues, `place/nickname`: made-up games are played by real teams. */
const leagues = [
  // Basketball
  `Atlanta/Hawks Boston/Celtics Brooklyn/Nets Charlotte/Hornets Chicago/Bulls Cleveland/Cavaliers Dallas/Mavericks
  Denver/Nuggets Detroit/Pistons Golden_State/Warriors Houston/Rockets Indiana/Pacers Los_Angeles/Clippers
  Los_Angeles/Lakers Memphis/Grizzlies Miami/Heat Milwaukee/Bucks Minnesota/Timberwolves New_Orleans/Pelicans
  New_York/Knicks Oklahoma_City/Thunder Orlando/Magic Philadelphia/76ers Phoenix/Suns Portland/Trail_Blazers
  Sacramento/Kings San_Antonio/Spurs Toronto/Raptors Utah/Jazz Washington/Wizards`,
  // Baseball
  `Arizona/Diamondbacks Athletics/Athletics Atlanta/Braves Baltimore/Orioles Boston/Red_Sox Chicago/Cubs
  Chicago/White_Sox Cincinnati/Reds Cleveland/Guardians Colorado/Rockies Detroit/Tigers Houston/Astros
  Kansas_City/Royals Los_Angeles/Angels Los_Angeles/Dodgers Miami/Marlins Milwaukee/Brewers Minnesota/Twins
  New_York/Mets New_York/Yankees Philadelphia/Phillies Pittsburgh/Pirates San_Diego/Padres San_Francisco/Giants
  Seattle/Mariners St._Louis/Cardinals Tampa_Bay/Rays Texas/Rangers Toronto/Blue_Jays Washington/Nationals`,
  // Football
  `Arizona/Cardinals Atlanta/Falcons Baltimore/Ravens Buffalo/Bills Carolina/Panthers Chicago/Bears
  Cincinnati/Bengals Cleveland/Browns Dallas/Cowboys Denver/Broncos Detroit/Lions Green_Bay/Packers Houston/Texans
  Indianapolis/Colts Jacksonville/Jaguars Kansas_City/Chiefs Las_Vegas/Raiders Los_Angeles/Chargers
  Los_Angeles/Rams Miami/Dolphins Minnesota/Vikings New_England/Patriots New_Orleans/Saints New_York/Giants
  New_York/Jets Philadelphia/Eagles Pittsburgh/Steelers San_Francisco/49ers Seattle/Seahawks Tampa_Bay/Buccaneers
  Tennessee/Titans Washington/Commanders`,
  // Ice hockey
  `Anaheim/Ducks Boston/Bruins Buffalo/Sabres Calgary/Flames Carolina/Hurricanes Chicago/Blackhawks
  Colorado/Avalanche Columbus/Blue_Jackets Dallas/Stars Detroit/Red_Wings Edmonton/Oilers Florida/Panthers
  Los_Angeles/Kings Minnesota/Wild Montreal/Canadiens Nashville/Predators New_Jersey/Devils New_York/Islanders
  New_York/Rangers Ottawa/Senators Philadelphia/Flyers Pittsburgh/Penguins San_Jose/Sharks Seattle/Kraken
  St._Louis/Blues Tampa_Bay/Lightning Toronto/Maple_Leafs Utah/Mammoth Vancouver/Canucks Vegas/Golden_Knights
  Washington/Capitals Winnipeg/Jets`,
];

export interface SyntheticTeam {
  readonly place: string;
  readonly nickname: string;
}

/** Every team of every league, league by league. */
export const syntheticLeagues: readonly (readonly SyntheticTeam[])[] = leagues.map((names) =>
  names.split(/\s+/).map((name) => {
    const [place = '', nickname = ''] = name.replaceAll('_', ' ').split('/');
    return { place, nickname };
  }),
);
