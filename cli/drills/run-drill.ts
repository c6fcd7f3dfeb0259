import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import type { DrillPlace } from './drill-place.js';
import type { Fault } from './faults.js';

/** What one fault came to; times in seconds. */
export interface DrillResult {
  readonly fault: string;
  readonly what: string;
  /** Why it could not be tried; null: it was. */
  readonly skipped: string | null;
  /** From the fault to the last of its alerts at the receiver; null when one never came. */
  readonly alertAfter: number | null;
  /** From the end of the fault to the word that it is over; null where none is due. */
  readonly backAfter: number | null;
  /** From the end of the fault to the first trade asked for since and executed; null when there was none. */
  readonly tradesAfter: number | null;
  /** Why the swarm had halted itself afterwards, which took a hand to lift; null: it had not. */
  readonly halted: string | null;
  /** What never came. */
  readonly problems: readonly string[];
}

export interface DrillPatience {
  /** Longest wait for an alert or a trade, ms. */
  readonly waitMs: number;
}

/** Strikes, waits for the alerts, ends the fault, waits until the swarm trades again. */
export async function runDrill(place: DrillPlace, fault: Fault, { waitMs }: DrillPatience): Promise<DrillResult> {
  const { name, told, toldBack, what } = fault;
  const skipped = fault.missing?.(place) ?? null;
  const problems: string[] = [];
  const nothing = { fault: name, what, skipped, alertAfter: null, backAfter: null, tradesAfter: null, halted: null };
  if (skipped !== null) return { ...nothing, problems };
  /** Seconds from `since` until it is so; null when it never was. */
  const secondsUntil = async (wanted: string, since: number, ask: () => boolean | Promise<boolean>) => {
    try {
      await until(wanted, ask, waitMs, 100);
      return (systemClock.now() - since) / 1_000;
    } catch (error) {
      problems.push(messageOf(error));
      return null;
    }
  };
  const alerts = (kinds: Fault['told'], from: number, since: number) => {
    const isTold = (some: readonly string[]) =>
      place.receiver.taken.slice(from).some(({ kind }) => some.includes(String(kind)));
    return secondsUntil(kinds.flat().join(', '), since, () => kinds.every(isTold));
  };
  const before = place.receiver.taken.length;
  const struckAt = systemClock.now();
  let alertAfter: number | null;
  let ending: number;
  try {
    await fault.strike(place);
    alertAfter = await alerts(told, before, struckAt);
  } finally {
    // Ended in any case: whoever waits for the swarm to stop would wait for ever.
    ending = place.receiver.taken.length;
    await fault.end(place);
  }
  const endedAt = systemClock.now();
  const backAfter =
    toldBack.length === 0
      ? null
      : await alerts(
          toldBack.map((kind) => [kind]),
          ending,
          endedAt,
        );
  let halted: string | null = null;
  const tradesAfter = await secondsUntil('a trade afterwards', endedAt, async () => {
    if ((await place.trades.completedSince(endedAt)) > 0) return true;
    const { halt } = await place.status();
    if (halt === null) return false;
    // That took a hand: it stands in the report.
    halted = halt.reason;
    await place.cli(['resume', '--reason', 'the drill goes on']);
    return false;
  });
  return { ...nothing, alertAfter, backAfter, tradesAfter, halted, problems };
}
