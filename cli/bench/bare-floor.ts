import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

const relay = fileURLToPath(new URL('bare-relay.js', import.meta.url));
const PAD = 'x'.repeat(150);

/** What the price, opportunity, request, approval and result channels are, without anything on top. */
const kinds = ['tail', 'tail', 'group', 'group'] as const;

/**
 * Latencies in ms of one JSON message along five streams through five processes with bare ioredis, first written at the
 * given pace: what Redis and the operating system alone cost.
 */
export async function runBareFloor(
  url: string,
  run: number,
  count: number,
  perSecond: number,
): Promise<readonly number[]> {
  const stream = (index: number) => `floor:${run}:${index}`;
  const children: ChildProcess[] = [];
  const writer = new Redis(url);
  const reader = new Redis(url);
  try {
    for (const [index, kind] of kinds.entries()) {
      const child = fork(relay, [url, stream(index), stream(index + 1), kind]);
      children.push(child);
      await once(child, 'message');
    }
    await reader.xgroup('CREATE', stream(kinds.length), 'g', '0', 'MKSTREAM');
    // Tails begin with what comes after their first blocking read.
    await pause(200);
    const latencies: number[] = [];
    const reading = (async () => {
      while (latencies.length < count) {
        const reply = (await reader.xreadgroup(
          'GROUP',
          'g',
          'c',
          'COUNT',
          512,
          'BLOCK',
          2_000,
          'STREAMS',
          stream(kinds.length),
          '>',
        )) as [string, [string, string[]][]][] | null;
        if (reply === null) break;
        for (const [id, fields] of reply[0]?.[1] ?? []) {
          const { at } = JSON.parse(fields[1] as string) as { at: number };
          latencies.push(performance.now() - at);
          void writer.xack(stream(kinds.length), 'g', id);
        }
      }
    })();
    const start = performance.now();
    for (let sent = 0; sent < count;) {
      const due = Math.min(count, Math.floor(((performance.now() - start) / 1_000) * perSecond));
      for (; sent < due; sent++) {
        void writer.xadd(
          stream(0),
          'MAXLEN',
          '~',
          50_000,
          '*',
          'm',
          JSON.stringify({ at: performance.now(), pad: PAD }),
        );
      }
      await pause(1);
    }
    await reading;
    return latencies;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (let index = 0; index <= kinds.length; index++) await writer.del(stream(index));
    writer.disconnect();
    reader.disconnect();
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
