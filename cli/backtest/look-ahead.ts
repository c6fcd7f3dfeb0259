import { z } from 'zod';

/** Where two decision logs part. Lines count from 1; null: one of them ended. */
export interface LogsPart {
  readonly line: number;
  readonly one: string | null;
  readonly other: string | null;
}

const stateLine = z.object({ kind: z.literal('state'), payload: z.object({ at: z.number() }) });

/**
 * The lines of a decision log up to the last state that was noted by a time: everything that was decided by then. Most lines
 * carry no time of their own; states are noted every few seconds.
 */
export function decidedUntil(log: string, until: number): readonly string[] {
  const lines = log.split('\n');
  const last = lines.findLastIndex((line) => {
    if (!line.includes('"state"')) return false;
    const state = stateLine.safeParse(JSON.parse(line));
    return state.success && state.data.payload.at <= until;
  });
  return lines.slice(0, last + 1);
}

/**
 * Compares what was decided until a time on two pasts that are the same, with different futures. Null: to the byte the same.
 * Anything else looked ahead.
 */
export function lookedAhead(log: string, other: string, until: number): LogsPart | null {
  const [a, b] = [decidedUntil(log, until), decidedUntil(other, until)];
  const index = Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at).find((at) => a[at] !== b[at]);
  return index === undefined ? null : { line: index + 1, one: a[index] ?? null, other: b[index] ?? null };
}
