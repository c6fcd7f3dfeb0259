import { stateCodes } from './places.js';
import { rewriteTeams } from './team-aliases.js';

/** Phrases of several words, and abbreviations told by their capitals, with the one word that stands for them. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:United States(?: of America)?|U\.S\.A?\.?|USA|US)(?![\w-])/g, 'America'],
  [/\b(?:United Kingdom|U\.K\.|UK|Great Britain)\b/g, 'Britain'],
  [/\bEuropean Union\b/gi, 'EU'],
  [/\bUnited Nations|U\.N\.(?!\w)/g, 'UN'],
  [/\bprime minist(?:er(?:ship)?|ry)\b/gi, 'premier'],
  [/\bPM\b(?!\s*(?:E[SD]?T|UTC))/g, 'premier'],
  [/\b(?:Academy Awards?|Oscars?)\b/gi, 'Oscars'],
  [/\b(?:Grammy Awards?|Grammys|Grammies|Grammy)\b/gi, 'Grammys'],
  [/\b(?:Emmy Awards?|Emmys|Emmies|Emmy)\b/gi, 'Emmys'],
  [/\b(?:Federal Reserve(?: Board| System)?|Federal Open Market Committee|FOMC|the Fed)\b/gi, 'Fed'],
  [/\b(?:federal funds|fed funds|interest|policy) rate/gi, 'rate'],
  [/\bNew York City\b/gi, 'NYC'],
  [
    /\b(?:Speaker of the (?:US |U\.S\. |America )?House(?: of Representatives)?|(?:America )?House Speaker)\b/gi,
    'Speaker',
  ],
  [/\bHouse of Representatives\b/gi, 'House'],
  [/\b(?:Supreme Court(?: of the America)?|SCOTUS)\b/gi, 'SCOTUS'],
  [/\bchief executive(?: officer)?\b/gi, 'CEO'],
  [/\bgross domestic product\b/gi, 'GDP'],
  [/\b(?:consumer price (?:index|inflation)|CPI inflation)\b/gi, 'CPI'],
  [/\b(?:initial public offering|go(?:es)? public)\b/gi, 'IPO'],
  [/\bEnvironmental Protection Agency\b/gi, 'EPA'],
  [/\bDirector of National Intelligence\b/gi, 'DNI'],
  [/\b(?:bitcoin|BTC|XBT)(?![a-z])/gi, 'Bitcoin'],
  [/\b(?:ethereum|ETH|ether)\b/gi, 'Ethereum'],
  [/\b(?:solana|SOL)\b/g, 'Solana'],
  [/\b(?:dogecoin|DOGE)(?= (?:price|above|below|reach|hit|up|close)|\s*$)/g, 'Dogecoin'],
  [/\b(?:ripple|XRP)\b/gi, 'XRP'],
  [/\b(?:binance smart chain|BNB (?:smart )?chain|BSC)\b/gi, 'BNBchain'],
  [/\b(?:S&P 500|S and P 500|SPX|S&P500)\b/gi, 'SP500'],
  [/\bNasdaq[- ]100|NDX\b/gi, 'Nasdaq100'],
  [/\bLos Angeles\b|\bL\.A\./gi, 'LA'],
  [/\b(?:Democratic Party|Democrats?|Dems?|Democratic|the Dems)\b(?! Republic)/gi, 'Democrat'],
  [/\b(?:Republican Party|Republicans?|GOP)\b/gi, 'Republican'],
  [/\b(?:UEFA )?Champions League\b|\bUCL\b/gi, 'ChampionsLeague'],
  [/\b(?:English )?Premier League\b|\bEPL\b/gi, 'PremierLeague'],
  [/\bLa Liga\b/gi, 'LaLiga'],
  [/\bSuper Bowl\b/gi, 'SuperBowl'],
  [/\bFormula (?:1|one)\b/gi, 'F1'],
  [/\bGrand Prix\b/gi, 'GP'],
  [/\bhead(?:-| )to(?:-| )head\b/gi, 'H2H'],
  [/\bgeneral secretary\b/gi, 'secretarygeneral'],
  [/\bbox[ -]office\b/gi, 'boxoffice'],
  [/\bper ?cent(?:age)?\b/gi, '%'],
  [/\brunner[- ]up\b/gi, '2nd place'],
  [/\b(?:highest|maximum|max|high) temp(?:erature)?\b/gi, 'hightemp'],
  [/\b(?:lowest|minimum|min|low) temp(?:erature)?\b/gi, 'lowtemp'],
  [/\b(?:day 1|day one|first day(?: in office| as president)?)\b/gi, 'DayOne'],
  [/\bno change\b(?: (?:in|to)\b)?|\b(?:maintains?|leaves?|keeps?|holds?)(?= (?:the )?(?:\w+ )?rates?)/gi, 'hold'],
  [/\b(?:takes? office|sworn in|is inaugurated|assumes? (?:the )?office)\b/gi, 'takeoffice'],
  [/\b(?:takes? effect|(?:goe?s?|comes?) into (?:effect|force)|in (?:effect|force))\b/gi, 'effective'],
  [/\b(?:in|after|within) 90 minutes\b|\b(?:in )?regulation(?: time)?\b|\bexcluding extra time\b/gi, 'regulation'],
  [/\bout(?= (?:by|before|in|as|of office)\b| ?[|?])/gi, 'leave'],
  [/\b(?:leaves?|steps? down|departs?) (?:from )?office\b/gi, 'leave'],
  [/\bmarket cap(?:itali[sz]ation)?\b/gi, 'marketcap'],
  [/\bFinals? MVP\b/gi, 'finalsmvp'],
  [/\b(?:MVP|Most Valuable Player)\b/gi, 'MVP'],
  [/\bPro(?:fessional)? Football Championship\b|\bPro(?:fessional)? Football Champion\b/gi, 'SuperBowl winner'],
  [/\bPro(?:fessional)? Baseball Champion(?:ship)?\b/gi, 'World Series winner'],
  [/\bPro(?:fessional)? Hockey Champion(?:ship)?\b/gi, 'Stanley Cup winner'],
  [
    /\bPro(?:fessional)? Basketball (?:Champion(?:ship)?|Finals?)\b|\bNBA (?:Finals?|Champions?(?:hip)?)(?: winner)?\b/gi,
    'NBA winner',
  ],
  [/\bStanley Cup®? Finals?\b/gi, 'Stanley Cup'],
  [/\bPro(?:fessional)? Football\b/gi, 'NFL'],
  [/\bPro(?:fessional)? Basketball\b/gi, 'NBA'],
  [/\bPro(?:fessional)? Baseball\b/gi, 'MLB'],
  [/\bPro(?:fessional)? Hockey\b/gi, 'NHL'],
  [/\b(?:1st|first)[- ]half\b|\bhalf[- ]time\b|\b1H\b/gi, 'halftime'],
  [/\b(?:2nd|second)[- ]half\b|\b2H\b/gi, 'secondhalf'],
  // One margin of victory, one total: "Spread: Lakers (-3.5)" is that the Lakers win by over 3.5.
  [/\bSpread: (.{2,40}?) \(-(\d+(?:\.\d+)?)\)/gi, '$1 spread over $2'],
  [
    /\bwins? (?:the )?(halftime )?by (?:over|more than) (\d+(?:\.\d+)?)(?: (?:points|runs|goals))?/gi,
    '$1spread over $2',
  ],
  [/\bspread over (\d+(?:\.\d+)?)(?: (?:points|runs|goals))? in (?:the )?halftime\b/gi, 'halftime spread over $1'],
  [/\b(?:points|runs|goals|rebounds|assists) O\/U (?=\d)/gi, 'over '],
  // One side's score is another total than that of both.
  [/\bTeam Total(?: O\/U)? (?=\d)/gi, 'teamtotal over '],
  [/(?<=: \p{Lu}[\p{L}.' -]{1,30}) O\/U (?=\d)/gu, ' teamtotal over '],
  [/\bscores? (?:over|more than) (\d+(?:\.\d+)?) (?:points|runs|goals)\b/gi, 'teamtotal over $1'],
  [/\bO\/U (?=\d)/g, 'total over '],
  [/\btotal (?:points|runs|goals)\b/gi, 'total'],
  [/\bover (\d+(?:\.\d+)?) (?:total )?(?:points|runs|goals)(?: be)? scored\b/gi, 'total over $1'],
  [/\bS(\d{1,2})\b(?![-.]\d)/g, 'Season $1'],
  // An exact result is one name; its numbers are neither a range nor the number of a set.
  [
    /\b(?:(?:set |final |exact )?score (?:of|be)|(?<=\bwins? )|(?<=\bwinning ))\s*(\d{1,2})-(\d{1,2})\b/gi,
    'Exact$1to$2',
  ],
  [/\bCounter-Strike(?: 2)?\b/gi, 'CS2'],
  [/\bLoL\b/g, 'League of Legends'],
  [/\bRed Sox\b/gi, 'RedSox'],
  [/\bWhite Sox\b/gi, 'WhiteSox'],
  [/\bBlue Jays\b/gi, 'Jays'],
  [/\bTrail Blazers\b/gi, 'Blazers'],
  [/\bMaple Leafs\b/gi, 'Leafs'],
  [/\bGolden Knights\b/gi, 'Knights'],
  [/\bRed Wings\b/gi, 'RedWings'],
  [/\bBlue Jackets\b/gi, 'BlueJackets'],
  [/\bWhite House\b/gi, 'WhiteHouse'],
  [/\bround of (\d+)\b/gi, 'roundof$1'],
  [/(?:#1|\b(?:number one|no\. 1))(?!\d)|\btop[- ]ranked\b/gi, 'top'],
  [/\bgrand final\b/gi, 'final'],
  [/\b(?:some|any)(?:one|body|thing) else\b/gi, 'another'],
  // Who is the next to go must go before others; whoever goes need not.
  [
    /\bnext to (?=leave|resign|depart|exit|step|announce|launch|release|join|drop|be (?:fired|removed|out))/gi,
    'nextinline ',
  ],
  [/\(final\)|\b(?:final|revised|second|third) (?:estimate|release|reading|print)\b/gi, 'revised'],
  [/\bA's\b/g, 'Athletics'],
  // Who replaces a holder is the next one; the holder's name then says nothing new.
  [/\b(?:replace|succeed)s?\s+[^?]{2,40}?\s+as\s+(?:the\s+)?(?:next\s+)?/gi, 'be next '],
  [/\bbe (?:appointed|named|chosen|installed|elected)(?: as)? (?:the )?next\b/gi, 'be next'],
];
const DISTRICT = /\b([A-Z]{2})-(\d{1,2}|AL)\b/g;
const MARKS = /\S/;

/** A plain text with such phrases and abbreviations rewritten, so that both venues' spellings become the same words. */
export function rewritePhrases(text: string): string {
  if (!MARKS.test(text)) return text;
  let out = rewriteTeams(text).replaceAll(DISTRICT, (whole, code: string, number: string) => {
    const state = stateCodes.get(code);
    return state === undefined ? whole : `${state} ${ordinal(number)} congressional district`;
  });
  for (const [phrase, word] of PHRASES) out = out.replace(phrase, word);
  return out;
}

function ordinal(number: string): string {
  if (number === 'AL') return 'at-large';
  const n = Number(number);
  const tail = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${tail}`;
}
