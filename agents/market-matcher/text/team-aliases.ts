/**
 * Teams with names that share no word, or whose short form is an abbreviation: the usual full form, then the others. A
 * short form that is a part of the full one ("Leeds") needs no line, and one that several teams share has none.
 */
const CLUBS = `
Manchester City:Man City|Man. City
Manchester United:Man United|Man Utd|Man. United|Manchester Utd
Nottingham Forest:Nottm Forest|Nott'm Forest
Sheffield United:Sheffield Utd|Sheff Utd
Sheffield Wednesday:Sheffield Wed|Sheff Wed
Brighton:Brighton and Hove Albion|Brighton & Hove Albion
West Bromwich Albion:West Brom
Queens Park Rangers:QPR
Paris SaintGermain:Paris Saint-Germain|Paris Saint Germain|Paris St. Germain|Paris St Germain|Paris SG|PSG
Marseille:Olympique de Marseille|Olympique Marseille
Lyon:Olympique Lyonnais|Olympique Lyon
Rennes:Stade Rennais FC 1901|Stade Rennais
Brest:Stade Brestois 29|Stade Brestois|Stade Brest
Strasbourg:RC Strasbourg Alsace
Internazionale:Inter Milan|Inter Milano|FC Internazionale Milano|Internazionale Milano|FC Internazionale|Inter
Inter Miami:Inter Miami
Juventus:Juve
Barcelona:Barça|Barca
Espanyol:RCD Espanyol de Barcelona|Espanyol Barcelona
Atletico Madrid:Atlético de Madrid|Atletico de Madrid|Club Atlético de Madrid|Atleti
Athletic Bilbao:Athletic Club de Bilbao|Athletic Club
Monchengladbach:Borussia M'gladbach|M'gladbach|Gladbach
Sporting Lisbon:Sporting Clube de Portugal|Sporting CP
Red Star Belgrade:FK Crvena Zvezda|Crvena Zvezda
Dynamo Kyiv:Dinamo Kiev|Dynamo Kiev|Dinamo Kyiv
Copenhagen:FC København|København|Kobenhavn
Bodo Glimt:Bodø/Glimt|Bodo/Glimt
Union SaintGilloise:Union Saint-Gilloise|Union St.-Gilloise|Union St. Gilloise|Union SG
Los Angeles Football:Los Angeles FC|LAFC|Los Angeles Football Club
New York City FC:NYCFC
Hamburg:Hamburger SV|HSV
Soenderjyske:Sønderjyske Fodbold|Sønderjyske
New York RedBulls:New York Red Bulls|NY Red Bulls|Red Bull New York
Sporting Kansas City:Sporting KC
`;

/** Countries of several words, whose words alone mean others, and those that venues and FIFA name differently. */
const NATIONS = `
SouthKorea:South Korean|South Korea|Korea Republic|Republic of Korea
NorthKorea:North Korean|North Korea|Korea DPR|DPR Korea
SouthAfrica:South African|South Africa
SouthSudan:South Sudan
NewZealand:New Zealand
NorthMacedonia:North Macedonia
NorthernIreland:Northern Ireland
Ireland:Republic of Ireland
SaudiArabia:Saudi Arabia
Iran:IR Iran|Islamic Republic of Iran
Czechia:Czech Republic
Bosnia:Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia-Herzegovina
DRCongo:DR Congo|Congo DR|Democratic Republic of the Congo|Democratic Republic of Congo
CongoBrazzaville:Republic of the Congo|Congo-Brazzaville
IvoryCoast:Ivory Coast|Côte d'Ivoire|Cote d'Ivoire
CapeVerde:Cape Verde|Cabo Verde
UAE:United Arab Emirates
Trinidad:Trinidad and Tobago|Trinidad & Tobago
China:China PR|PR China
`;

const names = new Map<string, string>();
for (const line of `${CLUBS}${NATIONS}`.trim().split('\n')) {
  const [full = '', others = ''] = line.split(':');
  if (full !== '') for (const other of others.split('|')) names.set(other.toLowerCase(), full);
}
const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
// Longer names first: "Internazionale Milano" before "Internazionale".
const ALIAS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);

/** A text in which such teams and countries have one name each. */
export const rewriteTeams = (text: string): string =>
  text.replaceAll(ALIAS, (name) => names.get(name.toLowerCase()) ?? name);
