/** A place whose temperature settles markets. */
export interface Station {
  /** As oracles name it: `knyc`. */
  readonly symbol: string;
  /** Hours that standard time is ahead of UTC. */
  readonly standardHours: number;
  /** Names of the very station; a city is none of them. */
  readonly names: readonly string[];
  /** The cities by which Kalshi's rules call it (reference §2.1). They mean this station there and nowhere else. */
  readonly kalshiCities: readonly string[];
}

const row = (line: string): Station => {
  const [symbol = '', hours = '', names = '', cities = ''] = line.split('|').map((part) => part.trim());
  const list = (part: string) =>
    part
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  return { symbol, standardHours: Number(hours), names: list(names), kalshiCities: list(cities) };
};

/**
 * Stations, their standard time, names and Kalshi's cities. New York, Chicago, Dallas and Denver are other stations at
 * Polymarket than at Kalshi; hence no city stands for a station by itself.
 */
const TABLE = `
knyc | -5 | Central Park | New York City; New York; NYC
klga | -5 | LaGuardia Airport; LaGuardia; La Guardia
kjfk | -5 | John F. Kennedy International Airport; JFK Airport; Kennedy Airport
kmdw | -6 | Chicago Midway; Midway Airport; Midway International Airport; Midway | Chicago
kord | -6 | Chicago O'Hare; O'Hare International Airport; O'Hare Airport; O'Hare
kmia | -5 | Miami International Airport; Miami Intl Airport | Miami
kaus | -6 | Austin Bergstrom; Austin-Bergstrom International Airport; Austin-Bergstrom | Austin
klax | -8 | Los Angeles Airport; Los Angeles International Airport | Los Angeles; LA
kden | -7 | Denver International Airport | Denver
kbkf | -7 | Buckley Space Force Base; Buckley SFB; Buckley
kphl | -5 | Philadelphia International Airport | Philadelphia
khou | -6 | William P. Hobby Airport; Houston Hobby; Hobby Airport; Hobby | Houston
kiah | -6 | George Bush Intercontinental Airport; Bush Intercontinental
kdfw | -6 | Dallas/Fort Worth International Airport; Dallas-Fort Worth; Dallas/Fort Worth; DFW Airport; DFW | Dallas
kdal | -6 | Dallas Love Field; Love Field
katl | -5 | Hartsfield-Jackson; Hartsfield-Jackson Atlanta International Airport | Atlanta
kbos | -5 | Logan International Airport; Logan Airport; Boston Logan | Boston
ksea | -8 | Seattle-Tacoma International Airport; Seattle-Tacoma; Sea-Tac | Seattle
ksfo | -8 | San Francisco International Airport | San Francisco
kdca | -5 | Reagan National Airport; Reagan National; Ronald Reagan Washington National Airport | Washington DC; Washington D.C.; Washington, DC; Washington, D.C.
kphx | -7 | Phoenix Sky Harbor; Sky Harbor International Airport; Sky Harbor | Phoenix
klas | -8 | Harry Reid International Airport; Harry Reid | Las Vegas
kmsp | -6 | Minneapolis-Saint Paul International Airport; Minneapolis-St. Paul; Minneapolis-St. Paul International Airport | Minneapolis
kokc | -6 | Will Rogers World Airport; Will Rogers; Will Rogers International Airport | Oklahoma City
ksat | -6 | San Antonio International Airport | San Antonio
kmsy | -6 | Louis Armstrong New Orleans International Airport; Louis Armstrong | New Orleans
ksan | -8 | San Diego International Airport
kewr | -5 | Newark Liberty International Airport; Newark Liberty
kttn | -5 | Trenton-Mercer Airport; Trenton Mercer Airport
eglc | 0 | London City Airport
egll | 0 | London Heathrow Airport; Heathrow Airport; Heathrow
lfpb | 1 | Paris-Le Bourget Airport; Le Bourget Airport; Le Bourget
lfpg | 1 | Charles de Gaulle Airport; Paris Charles de Gaulle; Charles de Gaulle
cyyz | -5 | Toronto Pearson International Airport; Toronto Pearson; Pearson International Airport
rksi | 9 | Incheon International Airport; Incheon Intl Airport; Incheon
limc | 1 | Milan Malpensa Airport; Malpensa International Airport; Malpensa
eddm | 1 | Munich Airport
sbgr | -3 | Sao Paulo-Guarulhos International Airport; Guarulhos
saez | -3 | Ministro Pistarini International Airport; Ezeiza International Airport; Ezeiza
ltac | 3 | Ankara Esenboga Airport; Esenboga Airport; Esenboga
nzwn | 12 | Wellington International Airport; Wellington Airport
`;

export const STATIONS: readonly Station[] = TABLE.trim().split('\n').map(row);
