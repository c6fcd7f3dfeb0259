import type { Question, Read } from '../reading/question.js';
import type { QuestionField } from '../verdict.js';
import { differs, doubt, type Finding } from './finding.js';

/** Whether two questions measure alike: averaging, publisher, station, ties. What only one side says leaves doubt. */
export function compareMeasurement(a: Question, b: Question): readonly Finding[] {
  return [
    ...compare('station', a.station, b.station, 0.15),
    ...compare('averaging', a.averaging, b.averaging, 0.1),
    ...compare('source', a.source, b.source, 0.13),
    ...compareTies(a, b),
  ];
}

/** Rules that pay a tie differently leave doubt; rules that do not speak of ties say nothing. */
function compareTies({ tie: x }: Question, { tie: y }: Question): readonly Finding[] {
  return x === null || y === null || x.value === y.value ? [] : [doubt('tie', 0.15, `${x.text} / ${y.text}`)];
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
