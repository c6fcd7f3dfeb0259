import type { Listing } from '../listing.js';
import { findDates } from '../text/find-dates.js';
import { findNumbers } from '../text/find-numbers.js';
import { plainText } from '../text/plain-text.js';

const COMPLETE = /^\W*(?:will|is|are|does|do|did|has|have|can|could|would|was|were)\b/i;
/** How the sentence says a name. Where it says none, a number that it bounds is the outcome ("How many Senators vote…"). */
const NAMES: readonly RegExp[] = [
  /\bnext team is (.{2,60}?)(?: before|,| then)/i,
  /^If the (?:first|next) [^,]{4,80}? is (\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,3})(?: before|,| then)/u,
  /\b(?:says?|mentions?) (.{2,60}?) as part of/i,
  /^If (?:the )?(.{2,60}?) (?:wins?|has won|is the (?:winner|first|next|top|#1)|has the (?:top|best|#1))(?![a-z])/i,
];

/**
 * Which outcome of its event a Kalshi market is about, as the first sentence of its rules says it. Empty where the venue
 * names it itself, where the title is complete, or where no pattern understands the sentence.
 */
export function ruledSubtitle({ platform, title, subtitle, strike, rules }: Listing): string {
  if (platform !== 'kalshi' || subtitle !== '' || strike !== null || COMPLETE.test(title)) return '';
  const sentence = firstSentence(plainText(rules.slice(0, 600)));
  for (const pattern of NAMES) {
    const name = pattern.exec(sentence)?.[1];
    if (name !== undefined) return name;
  }
  const bounds = findNumbers(findDates(sentence).rest).numbers.filter(({ relation }) => relation !== 'bare');
  return bounds.length === 1 ? (bounds[0]?.text ?? '') : '';
}

const firstSentence = (rules: string): string =>
  rules.replaceAll(/\s+/g, ' ').split(/, then | then the market /)[0] ?? '';
