import type { Read } from './question.js';

const PAST = '(?:overtime|extra time|extra innings)';
const REGULATION = new RegExp(
  `\\b(?:not|n't|without|excluding|excludes?|excluded)(?: (?:including|include|includes|count|counting))?(?: any| the)? ${PAST}\\b|\\b${PAST}(?: periods?)?[^.;,()]{0,30} (?:not|n't) (?:count|includ|consider)|\\b(?:in|after|within|first) (?:the )?(?:first )?90 minutes\\b|\\bregulation (?:time )?only\\b|\\bend of regulation\\b`,
  'i',
);
const WHOLE = new RegExp(
  `\\b(?:includ\\w+|and|plus|with)(?: [^.;()]{0,30})?\\b${PAST}\\b|\\b${PAST}(?: periods?)?(?: is| are| will be)? (?:included|considered|counts?|counted)\\b`,
  'i',
);

/** How much of a game counts, as the rules say it; null where they do not. What they leave out goes before what they name. */
export function readPlay(rules: string): Read<'regulation' | 'whole'> | null {
  const regulation = REGULATION.exec(rules)?.[0];
  if (regulation !== undefined) return { value: 'regulation', text: regulation };
  const whole = WHOLE.exec(rules)?.[0];
  return whole === undefined ? null : { value: 'whole', text: whole };
}
