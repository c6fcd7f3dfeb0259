import { readLines, type RecordedLine } from './read-lines.js';

const STAMP = /"local_recv_ns": ?(\d+)/;
const SEQUENCE = /"sequence_number": ?(\d+)/;

interface Head {
  readonly line: RecordedLine;
  readonly stamp: bigint;
  readonly sequence: number;
  readonly order: number;
}

/**
 * The lines of several files as one stream. Where every file carries `local_recv_ns`, they are parts of one
 * connection, written by message type, and are merged by that stamp, then by sequence number; inside a file its own
 * order stands. Otherwise each file is a recording of its own and they follow one another as given.
 */
export async function* mergedLines(files: readonly string[]): AsyncGenerator<RecordedLine> {
  const sources = files.map((file, order) => ({ order, lines: readLines(file) }));
  const heads: (Head & { readonly lines: AsyncGenerator<RecordedLine> })[] = [];
  const unstamped: { first: RecordedLine | null; lines: AsyncGenerator<RecordedLine> }[] = [];
  for (const { order, lines } of sources) {
    const first = await lines.next();
    if (first.done) continue;
    const head = headOf(first.value, order);
    if (head) heads.push({ ...head, lines });
    unstamped.push({ first: first.value, lines });
  }
  if (heads.length < unstamped.length || heads.length < 2) {
    for (const { first, lines } of unstamped) {
      if (first) yield first;
      yield* lines;
    }
    return;
  }
  while (heads.length > 0) {
    let best = 0;
    for (let index = 1; index < heads.length; index++) {
      if (before(heads[index] as Head, heads[best] as Head)) best = index;
    }
    const { line, lines, order, stamp } = heads[best] as (typeof heads)[number];
    yield line;
    const next = await lines.next();
    if (next.done) heads.splice(best, 1);
    else
      heads[best] = {
        ...(headOf(next.value, order) ?? { line: next.value, order, stamp, sequence: -1 }),
        lines,
      };
  }
}

function headOf(line: RecordedLine, order: number): Head | null {
  const stamp = STAMP.exec(line.text)?.[1];
  if (stamp === undefined) return null;
  const sequence = SEQUENCE.exec(line.text)?.[1];
  return {
    line,
    order,
    stamp: BigInt(stamp),
    sequence: sequence === undefined ? -1 : Number(sequence),
  };
}

function before(a: Head, b: Head): boolean {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp;
  if (a.sequence >= 0 && b.sequence >= 0 && a.sequence !== b.sequence) return a.sequence < b.sequence;
  return a.order < b.order;
}
