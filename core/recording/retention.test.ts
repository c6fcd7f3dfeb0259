import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS } from '../performance/utc-day.js';
import { retention } from './retention.js';

const file = (day: number, bytes: number) => ({ path: `${day}`, day: day * DAY_MS, bytes });
const rules = { keepDays: 30, mostBytes: 1_000, warnShare: 0.9 };

it('removes what is too old, and otherwise the oldest until there is room', () => {
  const files = [file(1, 100), file(50, 300), file(51, 400), file(52, 200)];
  const now = 52.5 * DAY_MS;
  expect(retention(files, 150, now, rules)).toEqual({
    remove: [files[0], files[1]],
    bytes: 750,
    nearlyFull: true,
  });
  expect(retention(files, 0, now, { ...rules, mostBytes: 1_100 })).toMatchObject({
    remove: [files[0]],
    nearlyFull: false,
  });
});

it('warns before anything is removed for want of room', () => {
  expect(retention([file(50, 950)], 0, 50 * DAY_MS, rules)).toEqual({ remove: [], bytes: 950, nearlyFull: true });
});

it('never keeps more than it may where that can be helped, and removes no more than it must', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 12 }), fc.nat(1_200), (sizes, open) => {
      const files = sizes.map((bytes, index) => file(100 + index, bytes + 1));
      const { remove, bytes } = retention(files, open, 110 * DAY_MS, rules);
      expect(remove).toEqual(files.slice(0, remove.length));
      expect(bytes <= rules.mostBytes || remove.length === files.length).toBe(true);
      const last = remove.at(-1);
      if (last) expect(bytes + last.bytes).toBeGreaterThan(rules.mostBytes);
    }),
  );
});
