import { stemWord } from './stem-word.js';

/** Words of the field that mean the same in a question. The first of each line stands for all; all are stemmed alike. */
const CLASSES = `
win winner victory champion victor winning wins prevail
beat defeat
elect elected election elections electoral
nominate nominated nominee nominees nomination nominations
confirm confirmed confirmation
appoint appointed appointment
announce announced announcement declare declared
resign resigns resigned resignation
leave leaves departs depart exit exits
launch launches launched release released releases
conduct perform performs conducts
president presidential presidency
senator senate senators
governor gubernatorial governorship
mayor mayoral mayoralty
parliament parliamentary
minister ministerial ministry
pope papal
ballot vote votes ballots voting voted
seat seats
token coin cryptocurrency
chain blockchain
bill legislation law act
song track
film movie
attend attends attendance guest guests attendee attendees
say mention says mentions
cut cuts decrease decreases reduction
hike hikes increase
hold unchanged maintain maintains
die dies died death killed
gross grosses grossed grossing boxoffice
acquire acquires acquisition buy
price prices
temperature temp temperatures
rain rainfall precipitation
snow snowfall
goal goals
reinstate reinstates reinstatement
recession recessions
approve approval approves
meet meeting meetings summit
advance advances qualify
airdrop airdrops
tie tied draw ties
other another
invade invades invasion
sq square
km kilometer kilometers
list lists listed listing
top best
deliver deliveries delivery
pardon pardons pardoned
tweet post tweets posts
global worldwide
settle settlement settles settled
ceasefire truce armistice
`;
const canonical = new Map<string, string>();
for (const line of CLASSES.trim().split('\n')) {
  const words = line.trim().split(' ').map(stemWord);
  const [first = ''] = words;
  for (const word of words) if (!canonical.has(word)) canonical.set(word, first);
}

/** The stem that stands for all stems of the same meaning in this field. */
export function sameMeaning(stem: string): string {
  return canonical.get(stem) ?? stem;
}
