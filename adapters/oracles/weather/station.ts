/** Degrees in which markets on a station settle. */
export type DegreeUnit = 'degF' | 'degC';

/** A place whose temperature settles markets. */
export interface Station {
  /** As ticks name it: the ICAO code in lower case. */
  readonly symbol: string;
  readonly latitude: number;
  readonly longitude: number;
  /** IANA name; clocks there may keep summer time, days here never do. */
  readonly zone: string;
  /** Hours that standard time is ahead of UTC. */
  readonly standardHours: number;
  /** Code of its daily climate report, `NYC` for CLINYC; null where there is none, or outside the United States. */
  readonly cli: string | null;
  /** Words by which a report that holds several places names this one. */
  readonly cliName: RegExp | null;
  readonly unit: DegreeUnit;
}

/** symbol | latitude | longitude | zone | standard hours | climate report | its name there */
const TABLE = `
knyc | 40.7789 | -73.9692 | America/New_York | -5 | NYC | CENTRAL PARK
klga | 40.7792 | -73.88 | America/New_York | -5 | LGA | LA ?GUARDIA
kjfk | 40.6386 | -73.7622 | America/New_York | -5 | JFK | KENNEDY|JFK
kewr | 40.6925 | -74.1687 | America/New_York | -5 | EWR | NEWARK
kttn | 40.2767 | -74.8135 | America/New_York | -5 | TTN | TRENTON
kmdw | 41.786 | -87.7524 | America/Chicago | -6 | MDW | MIDWAY
kord | 41.9602 | -87.9316 | America/Chicago | -6 | ORD | O.?HARE|^CHICAGO(?: IL)?$
kmia | 25.7906 | -80.3164 | America/New_York | -5 | MIA | MIAMI
kaus | 30.1831 | -97.6799 | America/Chicago | -6 | AUS | BERGSTROM
klax | 33.9382 | -118.3866 | America/Los_Angeles | -8 | LAX | LOS ANGELES.*(?:AIRPORT|AP|INTL)|^LAX
kden | 39.8466 | -104.6562 | America/Denver | -7 | DEN | DENVER
kbkf | 39.7017 | -104.7517 | America/Denver | -7 | |
kphl | 39.8733 | -75.2268 | America/New_York | -5 | PHL | PHILADELPHIA
khou | 29.638 | -95.282 | America/Chicago | -6 | HOU | HOBBY
kiah | 29.9844 | -95.3607 | America/Chicago | -6 | IAH | INTERCONTINENTAL
kdfw | 32.8978 | -97.0189 | America/Chicago | -6 | DFW | DALLAS.?FORT WORTH|DALLAS.?FT.? WORTH|DFW
kdal | 32.8384 | -96.8358 | America/Chicago | -6 | DAL | LOVE
katl | 33.6301 | -84.4418 | America/New_York | -5 | ATL | ATLANTA
kbos | 42.3606 | -71.0097 | America/New_York | -5 | BOS | BOSTON
ksea | 47.4447 | -122.3144 | America/Los_Angeles | -8 | SEA | SEA.?TAC|SEATTLE.?TACOMA
ksan | 32.7336 | -117.1831 | America/Los_Angeles | -8 | SAN | SAN DIEGO
ksfo | 37.6196 | -122.3656 | America/Los_Angeles | -8 | SFO | SAN FRANCISCO.*(?:AIRPORT|AP|INTL)|^SFO
kdca | 38.8483 | -77.0341 | America/New_York | -5 | DCA | WASHINGTON NATIONAL|REAGAN
kphx | 33.4278 | -112.0037 | America/Phoenix | -7 | PHX | PHOENIX
klas | 36.0719 | -115.1634 | America/Los_Angeles | -8 | LAS | LAS VEGAS
kmsp | 44.8831 | -93.2289 | America/Chicago | -6 | MSP | (?:MINNEAPOLIS|TWIN CITIES)
kokc | 35.3889 | -97.6006 | America/Chicago | -6 | OKC | OKLAHOMA CITY
ksat | 29.5443 | -98.4839 | America/Chicago | -6 | SAT | SAN ANTONIO
kmsy | 29.993 | -90.2511 | America/Chicago | -6 | MSY | NEW ORLEANS.*(?:AIRPORT|AP|INTL|ARMSTRONG)|ARMSTRONG
eglc | 51.5053 | 0.0553 | Europe/London | 0 | |
egll | 51.4775 | -0.4614 | Europe/London | 0 | |
lfpb | 48.9694 | 2.4414 | Europe/Paris | 1 | |
lfpg | 49.0097 | 2.5479 | Europe/Paris | 1 | |
cyyz | 43.6772 | -79.6306 | America/Toronto | -5 | |
rksi | 37.4691 | 126.4505 | Asia/Seoul | 9 | |
limc | 45.6306 | 8.7281 | Europe/Rome | 1 | |
eddm | 48.3538 | 11.7861 | Europe/Berlin | 1 | |
sbgr | -23.4356 | -46.4731 | America/Sao_Paulo | -3 | |
saez | -34.8222 | -58.5358 | America/Argentina/Buenos_Aires | -3 | |
ltac | 40.1281 | 32.9951 | Europe/Istanbul | 3 | |
nzwn | -41.3272 | 174.8053 | Pacific/Auckland | 12 | |
`;

function row(line: string): Station {
  const [symbol = '', latitude, longitude, zone = '', hours, cli = '', ...name] = line
    .split('|')
    .map((part) => part.trim());
  const pattern = name.join('|');
  return {
    symbol,
    latitude: Number(latitude),
    longitude: Number(longitude),
    zone,
    standardHours: Number(hours),
    cli: cli === '' ? null : cli,
    cliName: pattern === '' ? null : new RegExp(pattern),
    unit: symbol.startsWith('k') ? 'degF' : 'degC',
  };
}

/** Every station of reference oracles-and-alerts.md §2.1, of both venues. */
export const stations: readonly Station[] = TABLE.trim().split('\n').map(row);

const bySymbol = new Map(stations.map((station) => [station.symbol, station]));

/** The station of a symbol; null for one that is not in the table. */
export const stationOf = (symbol: string): Station | null => bySymbol.get(symbol) ?? null;
