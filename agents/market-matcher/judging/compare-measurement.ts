import type { Question, Read } from '../reading/question.js';
import type { QuestionField } from '../verdict.js';
import { differs, doubt, type Finding, untold } from './finding.js';

/** Whether two questions measure alike: averaging, publisher, station, ties. What only one side says leaves doubt. */
export function compareMeasurement(a: Question, b: Question): readonly Finding[] {
  return [
    ...compare('station', a.station, b.station, 0.15),
    ...compare('averaging', a.averaging, b.averaging, 0.1),
    ...compare('source', a.source, b.source, 0.13),
    ...compareTies(a, b),
    ...comparePrints(a, b),
    ...comparePlay(a, b),
  ];
}

/** The first print of a number and what it is revised to are two numbers. Who says nothing means the first. */
function comparePrints({ print: x }: Question, { print: y }: Question): readonly Finding[] {
  if (x !== null && y !== null)
    return x.value === y.value ? [] : [differs('milestone', `${x.text.trim()} / ${y.text.trim()}`)];
  const revised = [x, y].find((side) => side?.value === 'revised');
  return revised ? [doubt('milestone', 0.15, `only one side says ${revised.text.trim()}`)] : [];
}

/** Contests that are played to an end, past the planned time. */
const KNOCKOUT =
  /\b(?:round of (?:\d+|\w+teen|eight|four)|(?:quarter|semi)-?finals?|knockout|play-?offs?|third[- ]place)\b|\bfinal\b(?! score| result| whistle)/i;

/** What is played past the planned time counts or does not; where only one side says so, it matters if it may be played. */
function comparePlay(a: Question, b: Question): readonly Finding[] {
  const { play: x } = a;
  const { play: y } = b;
  if (x !== null && y !== null) return x.value === y.value ? [] : [differs('scope', `${x.text} / ${y.text}`)];
  const short = [x, y].find((side) => side?.value === 'regulation');
  const isKnockout = [a, b].some(({ ruled, claim }) =>
    KNOCKOUT.test(`${ruled} ${claim.map(({ text }) => text).join(' ')}`),
  );
  return short && isKnockout ? [doubt('scope', 0.13, `only one side says ${short.text}`)] : [];
}

/** Rules that pay a tie differently leave doubt; rules that do not speak of ties say nothing. */
function compareTies({ tie: x }: Question, { tie: y }: Question): readonly Finding[] {
  return x === null || y === null || x.value === y.value ? [] : [untold('tie', 0.15, `${x.text} / ${y.text}`)];
}

function compare(
  field: QuestionField,
  a: Read<string> | null,
  b: Read<string> | null,
  weight: number,
): readonly Finding[] {
  if (a === null && b === null) return [];
  if (a === null || b === null) return [doubt(field, weight, `only one side says ${(a ?? b)?.text ?? ''}`)];
  return a.value === b.value ? [] : [differs(field, `${a.text} / ${b.text}`)];
}
