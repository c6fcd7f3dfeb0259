/**
 * Forms that a venue puts under every market of a kind, learned from the recorded rule texts of both: who is asked for
 * the result, when the market is settled, what is done with doubtful or misspelled names, how a game is counted. They
 * restrict nothing that the other side would have to say. Who measures, and how long a game counts, are fields of their own.
 */
const FORMS: readonly RegExp[] = [
  /\bresolution (?:source|data)\b|\bsources? (?:for|of) (?:this|the) (?:market|resolution)\b/i,
  /\bconsensus of\b[^.]{0,60}\b(?:reporting|reports|sources)\b|\bcredible (?:media )?(?:reporting|reports|sources)\b|\bmay also be (?:used|considered)\b/i,
  /\bother sources or spot markets\b|\b(?:prices?|data|readings?|information|figures?) (?:from|of) other (?:exchanges|sources|venues|markets|stations|publishers)\b/i,
  /\bmarket'?s? resolution will be based on\b|\b(?:will|may) resolve based on the official\b/i,
  /^Otherwise\b[^,]{0,5},/i,
  /\bmay (?:only |immediately )?resolve (?:to "?No"? )?(?:once|as soon as|when|after)\b|\bmay only resolve\b|\b(?:may|will|can)(?: ?not)? resolve[^.]{0,20} (?:until|prior to)\b/i,
  /\bmarket (?:will|may) (?:close|expire|be settled|remain open|stay open)\b|\bclose and expire early\b/i,
  /\b(?:event|case) of (?:any )?(?:ambiguity|a dispute|disputes?)\b|\bresolve any ambiguity\b|\bdispute(?:s|d)? (?:process|window|resolution)\b/i,
  /\bminor discrepancies\b|\balternate or erroneous spellings\b|\bno reasonable connection\b|\blisted (?:team )?name\b/i,
  /\bplaceholder (?:outcomes?|options?|names?)\b/i,
  /^(?:If|In case) (?:this|the) (?:game|match|fight|event|race|contest|meeting|tournament)\b[^.]{0,60}\b(?:postponed|delayed|cancell?ed|rescheduled|suspended|abandoned|not (?:played|held|completed))\b/i,
  /^If a qualifying event does not occur\b/i,
  /\bto only one decimal (?:point|place)\b|\bnumber of decimal places in the source\b/i,
  /\b(?:employees?|insiders?|persons? with (?:material )?non-?public information)\b[^.]{0,120}\b(?:prohibited|not permitted|may not) (?:from )?trad/i,
  /\b(?:not affiliated with|does not (?:endorse|sponsor))\b/i,
  /\brevisions?\b[^.]{0,80}\b(?:not|won't) (?:be )?(?:considered|accounted for|counted|included)\b/i,
  /\bplayer is (?:listed as )?inactive\b|\b(?:e\.g\.|for example)[,:]? if there's a (?:cut|hike)/i,
  /\bresult will be determined based on the (?:final )?score\b|\bentire game\b[^.]{0,40}\bwill be considered\b/i,
];
/** How long a game counts is read as a field (`reading/read-play.ts`). */
const PLAY = /\b(?:overtime|extra time|stoppage time|penalties|penalty shootout|regulation)\b/i;

/** Whether a sentence, or a part of one, says only what every market of its kind says. */
export const isStandardForm = (text: string): boolean => PLAY.test(text) || FORMS.some((form) => form.test(text));
