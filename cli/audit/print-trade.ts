import { dollars, signedDollars } from '@pm-arbitrage/core/money/dollars.js';
import type { ProfitAttribution } from '@pm-arbitrage/core/queries/attribute-profit.js';
import type { TimelineEntry } from '@pm-arbitrage/dashboard/protocol/trade-timeline.js';
import { printLine, printTable } from '../print.js';

/** A trade from the tick to the settlement, and where its profit came from. */
export function printTrade(timeline: readonly TimelineEntry[], attribution: ProfitAttribution | null): void {
  printTable(
    timeline.map(({ at, details, fee, sinceMs, source, title }) => ({
      time: new Date(at).toISOString().slice(5, 23).replace('T', ' '),
      after: sinceMs === null ? '' : `${sinceMs} ms`,
      who: source,
      what: title,
      fee: fee === null ? '' : dollars(fee),
      details: details.map(({ name, value }) => `${name} ${value}`).join(', '),
    })),
    'nothing is on record of it',
  );
  if (attribution === null) {
    printLine('The opportunity was not kept, so its profit cannot be taken apart.');
    return;
  }
  const { isOver, profit, steps } = attribution;
  printTable(
    [
      ...steps
        .filter(({ amount, reason }) => amount !== 0 || reason === 'found')
        .map(({ amount, note, reason }) => ({ why: reason, dollars: signedDollars(amount), '': note })),
      {
        why: isOver ? 'profit' : 'expected',
        dollars: signedDollars(profit),
        '': isOver ? 'booked in cash' : 'if every leg pays as found',
      },
    ],
    '',
  );
}
