import { describe, expect, it } from 'vitest';
import { sleep } from './clock.js';
import { SimulatedClock } from './simulated-clock.js';

describe('SimulatedClock', () => {
  it('fires timers in due order, then in creation order, at their due time', () => {
    const clock = new SimulatedClock(1_000);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`late@${clock.now()}`));
    clock.after(10, () => seen.push(`first@${clock.now()}`));
    clock.after(10, () => seen.push(`second@${clock.now()}`));
    clock.advanceBy(30);
    expect(seen).toEqual(['first@1010', 'second@1010', 'late@1020']);
    expect(clock.now()).toBe(1_030);
  });

  it('repeats periodic timers until they are cancelled, also from inside the callback', () => {
    const clock = new SimulatedClock(0);
    let count = 0;
    const cancel = clock.every(5, () => {
      count++;
      if (count === 3) cancel();
    });
    clock.advanceTo(100);
    expect(count).toBe(3);
    expect(clock.nextDue()).toBeNull();
  });

  it('fires timers that are added while it moves', () => {
    const clock = new SimulatedClock(0);
    const seen: number[] = [];
    clock.after(1, () => clock.after(1, () => seen.push(clock.now())));
    clock.advanceTo(10);
    expect(seen).toEqual([2]);
  });

  it('leaps over a gap: what fell due fires once, at the far side', () => {
    const clock = new SimulatedClock(0);
    const seen: string[] = [];
    clock.every(10, () => seen.push(`every@${clock.now()}`));
    clock.after(25, () => seen.push(`after@${clock.now()}`));
    clock.leapTo(1_000);
    expect(seen).toEqual(['every@1000', 'after@1000']);
    expect(clock.nextDue()).toBe(1_010);
  });

  it('never runs backwards', () => {
    const clock = new SimulatedClock(50);
    clock.advanceTo(10);
    expect(clock.now()).toBe(50);
  });

  it('wakes a sleeper at its time or when its signal aborts', async () => {
    const clock = new SimulatedClock(0);
    const abort = new AbortController();
    const timed = sleep(clock, 10).then(() => clock.now());
    const aborted = sleep(clock, 1_000, abort.signal).then(() => 'aborted');
    clock.advanceTo(10);
    abort.abort();
    expect(await timed).toBe(10);
    expect(await aborted).toBe('aborted');
    expect(clock.nextDue()).toBeNull();
  });
});
