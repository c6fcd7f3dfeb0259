import type { ConditionKind } from './condition.js';

const COUNT = '(?:count|qualif|suffic|includ|consider|satisf|eligib|valid|enough|appl)';
/** What is said not to count, in the forms of both venues. */
const DENIES = new RegExp(
  `\\b(?:not|cannot)(?: be| alone| itself| by itself)?(?: \\w+)? (?:${COUNT}|resolve)\\w*|n't (?:be )?${COUNT}\\w*|\\bexclud(?:e|es|ed|ing)\\b|\\bexcept(?:ing)?\\b|\\bunless\\b|\\bno bearing\\b|\\b(?:disregarded|ignored)\\b`,
  'i',
);
const WAIVES =
  /\b(?:need|needs|does|do|is|are) not (?:need|required?|necessarily|have)\b|\bneed not\b|\bnot (?:required|necessary)\b/i;
const ADMITS = new RegExp(
  `\\binclud(?:e|es|ed|ing)\\b|\\beven (?:if|when|though)\\b|\\b(?:regardless|irrespective)\\b|\\bwhether or not\\b|\\b(?:will|would|does|do|shall|also|still) (?:also |still )?${COUNT}s?\\b|\\bcounts? (?:as|towards?|for|even)\\b|\\b(?:is|are|be) (?:also |still )?counted\\b|\\b(?:suffices|sufficient|enough) (?:to|for)\\b|\\balso resolves?\\b`,
  'i',
);
const REQUIRES =
  /\b(?:only|solely|exclusively)\b|\bmust\b|\b(?:provided|providing) (?:that|the)\b|\b(?:as|so) long as\b|\bfor (?:the )?purposes? of\b|\bdefined as\b|\b(?:is|are) required to\b|\b(?:has|have) to\b|\bon condition\b/i;

/** What a passage does to the question it stands under; null where it neither restricts nor widens it. */
export function conditionKind(text: string): ConditionKind | null {
  if (WAIVES.test(text)) return 'admits';
  if (DENIES.test(text)) return 'denies';
  if (REQUIRES.test(text)) return 'requires';
  return ADMITS.test(text) ? 'admits' : null;
}
