/** Where an inning stands. */
export interface InningHalf {
  readonly half: 'top' | 'bottom';
  /** The inning is over: it is the next one whose top comes. */
  readonly ended: boolean;
}

/** Reads "Top 5th", "Bot 9th", "Mid 3rd", "End 7th"; null for words that say nothing of it. */
export function readHalf(text: unknown): InningHalf | null {
  if (typeof text !== 'string') return null;
  const word = /^\s*(top|bot|mid|end)(?:tom|dle)?\b/i.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  // In the middle of an inning the home side is about to bat.
  return { half: word === 'top' || word === 'end' ? 'top' : 'bottom', ended: word === 'end' };
}
