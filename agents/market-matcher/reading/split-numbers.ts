import type { NumberMention, NumbersFound } from '../text/find-numbers.js';

/** Words after which a number is part of a name, not a quantity. */
const NUMBERED =
  /\b(?:season|series|day|week|round|game|top|part|chapter|volume|vol|episode|phase|stage|level|tier|version|no|number|act|room|district|article|section|proposition|prop|measure|group|heat|leg|map|set|lap|area|route|flight|bill|hr|model|mark|type|class|apollo|artemis|agent)$/;

/** Quantities of a text, and its words with the numbers that belong to names put back. */
export interface SplitNumbers {
  readonly quantities: readonly NumberMention[];
  readonly rest: string;
}

/** Tells "win 2 Oscars" from "Black Phone 2" and "Season 3": numbers of names are words like others. */
export function splitNumbers({ numbers, rest }: NumbersFound): SplitNumbers {
  if (numbers.length === 0) return { quantities: numbers, rest };
  const quantities: NumberMention[] = [];
  let next = 0;
  const pieces = rest.split(' \u0001 ');
  let out = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) {
    const number = numbers[next++];
    if (number === undefined) break;
    if (isName(number, out)) out += ` ${number.text} ${piece}`;
    else {
      quantities.push(number);
      out += ` | ${piece}`;
    }
  }
  return { quantities, rest: out };
}

function isName(number: NumberMention, before: string): boolean {
  if (number.relation !== 'bare' || number.unit !== null || number.text.includes(',')) return false;
  const previous = /([\p{L}\p{M}\p{N}']+)\s*$/u.exec(before)?.[1] ?? '';
  if (NUMBERED.test(previous.toLowerCase())) return true;
  return (
    /^\p{Lu}/u.test(previous) && !/^(?:Will|Exactly|Is|Are|Do|Does|At|In|By|To|Between|Wins?|Score)$/.test(previous)
  );
}
