import { describe, expect, it } from 'vitest';
import { zonedTime } from './time-zone.js';

const eastern = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});
const utc = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

describe('a wall clock of New York', () => {
  it('is the time at which the clocks there show it, every hour of two years', () => {
    let skipped = 0;
    for (let wall = Date.UTC(2026, 0, 1); wall < Date.UTC(2028, 0, 1); wall += 3_600_000) {
      const time = zonedTime(wall, 'ET');
      if (time === null) skipped++;
      else expect(eastern.format(time)).toBe(utc.format(wall));
    }
    // The hour that is skipped in March, and the one that comes twice in November.
    expect(skipped).toBe(4);
  });

  it('is told apart in the hour that comes twice', () => {
    const wall = Date.UTC(2026, 10, 1, 1, 30);
    expect([zonedTime(wall, 'ET'), zonedTime(wall, 'EDT'), zonedTime(wall, 'EST')]).toEqual([
      null,
      Date.UTC(2026, 10, 1, 5, 30),
      Date.UTC(2026, 10, 1, 6, 30),
    ]);
  });

  it('is not in a season that it does not have, nor in an unknown zone', () => {
    expect(zonedTime(Date.UTC(2026, 6, 1), 'EST')).toBeNull();
    expect(zonedTime(Date.UTC(2026, 0, 1), 'EDT')).toBeNull();
    expect(zonedTime(Date.UTC(2026, 0, 1), 'CET')).toBeNull();
    expect(zonedTime(5, 'UTC')).toBe(5);
  });
});
