import type { TickerDate } from './ticker-dates.js';

const DATED = /(?:^|-)(20[2-3]\d)-(\d\d)-(\d\d)(?=-|$)/;

/** The date in a Polymarket slug such as `epl-mun-lee-2026-04-13`; null where no id holds one. */
export function slugDate(...ids: readonly string[]): TickerDate | null {
  for (const id of ids) {
    const found = DATED.exec(id);
    if (found)
      return {
        year: Number(found[1]),
        month: Number(found[2]),
        day: Number(found[3]),
        text: found[0].replace(/^-/, ''),
      };
  }
  return null;
}
