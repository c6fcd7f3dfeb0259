import type { ReplayInput } from '../../replay/replay-input.js';

/** Several streams as one, by time; within a millisecond in the order in which the streams are given. Each keeps its own order. */
export async function* mergeInputs(streams: readonly AsyncGenerator<ReplayInput>[]): AsyncGenerator<ReplayInput> {
  const heads: { input: ReplayInput; readonly rest: AsyncGenerator<ReplayInput> }[] = [];
  for (const rest of streams) {
    const first = await rest.next();
    if (!first.done) heads.push({ input: first.value, rest });
  }
  while (heads.length > 0) {
    const head = heads.reduce((best, other) => (other.input.at < best.input.at ? other : best));
    yield head.input;
    const next = await head.rest.next();
    if (next.done) heads.splice(heads.indexOf(head), 1);
    else head.input = next.value;
  }
}

/** Ends a stream before `to`, Unix ms; null: never. */
export async function* inputsBefore(
  stream: AsyncGenerator<ReplayInput>,
  to: number | null,
): AsyncGenerator<ReplayInput> {
  for await (const input of stream) {
    if (to !== null && input.at >= to) return;
    yield input;
  }
}
