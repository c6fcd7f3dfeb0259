const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    won: 'win',
    lost: 'lose',
    left: 'leave',
    said: 'say',
    says: 'say',
    dies: 'die',
    died: 'die',
    dying: 'die',
    death: 'die',
    became: 'become',
    held: 'hold',
    sold: 'sell',
    bought: 'buy',
    met: 'meet',
    cutting: 'cut',
    countries: 'country',
    men: 'man',
    women: 'woman',
    children: 'child',
    finale: 'finale',
    inning: 'inning',
    innings: 'inning',
    nominee: 'nominate',
    nomination: 'nominate',
  }),
);
const SIBILANT = /(?:s|x|z|ch|sh)es$/;
const KEPT =
  /(?:ss|us|is|ous|news|series|texas|paris|kansas|arkansas|illinois|wales|netherlands|brothers|times|games)$/;

/**
 * The stem of a folded English word: plural, tense and -ing endings removed, nothing more. Names pass through it too,
 * the same way on both sides, so that it need not be right, only steady.
 */
export function stemWord(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length <= 3) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (SIBILANT.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !KEPT.test(stem)) stem = stem.slice(0, -1);
  if (stem.endsWith('ied') && stem.length > 4) return `${stem.slice(0, -3)}y`;
  if (stem.endsWith('ing') && stem.length > 5) stem = undouble(stem.slice(0, -3));
  else if (stem.endsWith('ed') && stem.length > 4) stem = undouble(stem.slice(0, -2));
  // "nominate" and "nominat(ed)" meet without their e.
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

const undouble = (stem: string): string => (/([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem);
