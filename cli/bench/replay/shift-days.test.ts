import { expect, it } from 'vitest';
import { shiftDays } from './shift-days.js';

const line =
  '{"recv_ms":1785901540731,"event":{"msg":{"market_ticker":"KXGOLD15M-26AUG050000-00","ts":"2026-08-05T03:45:40.722003Z","ts_ms":1785901540722}},"other":{"ts":1785901540}}';

it('moves every time of a line by the days, and names another market', () => {
  expect(JSON.parse(shiftDays(line, 10))).toEqual({
    recv_ms: 1785901540731 + 864_000_000,
    event: {
      msg: {
        market_ticker: 'KXGOLD15M-26AUG050000-00D10',
        ts: '2026-08-15T03:45:40.722Z',
        ts_ms: 1785901540722 + 864_000_000,
      },
    },
    other: { ts: 1785901540 + 864_000 },
  });
});

it('leaves what is not shifted as it is', () => {
  expect(shiftDays(line, 0)).toBe(line);
});
