import { expect, it } from 'vitest';
import { isQuietTime } from './quiet-hours.js';

const at = (time: string, date = '2026-11-21') => Date.parse(`${date}T${time}Z`);

it('goes over midnight, from the first minute to the last before the end', () => {
  const night = { from: '22:00', to: '07:00', timeZone: 'UTC' };
  expect(
    ['21:59:59', '22:00:00', '23:59:59', '00:00:00', '06:59:59', '07:00:00'].map((time) =>
      isQuietTime(night, at(time)),
    ),
  ).toEqual([false, true, true, true, true, false]);
});

it('stays within a day where it begins before it ends', () => {
  const noon = { from: '12:00', to: '13:00', timeZone: 'UTC' };
  expect([at('11:59:00'), at('12:30:00'), at('13:00:00')].map((now) => isQuietTime(noon, now))).toEqual([
    false,
    true,
    false,
  ]);
});

it('follows the clocks of the zone, summer time too', () => {
  const night = { from: '22:00', to: '07:00', timeZone: 'America/New_York' };
  expect(isQuietTime(night, at('02:30:00', '2026-07-01'))).toBe(true);
  expect(isQuietTime(night, at('02:30:00', '2026-12-01'))).toBe(false);
});

it('is never where nothing is set', () => {
  expect(isQuietTime({ from: null, to: '07:00', timeZone: 'UTC' }, at('03:00:00'))).toBe(false);
});
