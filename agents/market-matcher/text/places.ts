const PLACES =
  'argentina:argentine,argentinian argentinean|armenia:armenian|australia:australian aussie|austria:austrian|azerbaijan:azerbaijani|belarus:belarusian|belgium:belgian|bolivia:bolivian|brazil:brazilian brasil|britain:british|bulgaria:bulgarian|canada:canadian|chile:chilean|china:chinese|colombia:colombian|croatia:croatian|cuba:cuban|cyprus:cypriot|czechia:czech|denmark:danish|ecuador:ecuadorian|egypt:egyptian|england:english|estonia:estonian|ethiopia:ethiopian|europe:european|finland:finnish|france:french|georgia:georgian|germany:german|greece:greek|greenland:greenlandic|honduras:honduran|hungary:hungarian|iceland:icelandic|india:indian|indonesia:indonesian|iran:iranian|iraq:iraqi|ireland:irish|israel:israeli|italy:italian|japan:japanese|kenya:kenyan|korea:korean|kosovo:kosovar|latvia:latvian|lebanon:lebanese|lithuania:lithuanian|malaysia:malaysian|malta:maltese|mexico:mexican|moldova:moldovan|morocco:moroccan|netherlands:dutch holland|nigeria:nigerian|norway:norwegian|pakistan:pakistani|palestine:palestinian|panama:panamanian|peru:peruvian|philippines:filipino philippine|poland:polish|portugal:portuguese|romania:romanian|russia:russian|scotland:scottish|serbia:serbian|slovakia:slovak|slovenia:slovenian|spain:spanish|sweden:swedish|switzerland:swiss|syria:syrian|taiwan:taiwanese|thailand:thai|turkey:turkish turkiye|ukraine:ukrainian|uruguay:uruguayan|venezuela:venezuelan|vietnam:vietnamese|wales:welsh|yemen:yemeni|cape:cabo|munich:munchen muenchen|cologne:koln koeln|seville:sevilla|lisbon:lisboa|naples:napoli|rome:roma|milan:milano|turin:torino|prague:praha|vienna:wien|belgrade:beograd|saint:st ste';

/** Adjectives and other names of countries, folded, with the country they stand for. */
export const placeNames: ReadonlyMap<string, string> = new Map(
  PLACES.split('|').flatMap((entry) => {
    const [country = '', others = ''] = entry.split(':');
    return others.split(/[ ,]/).map((other) => [other, country] as const);
  }),
);

/** Postal codes of the states, for districts such as "NE-2". */
export const stateCodes: ReadonlyMap<string, string> = new Map(
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming'
    .split('|')
    .map((entry) => [entry.slice(0, 2), entry.slice(3)] as const),
);
