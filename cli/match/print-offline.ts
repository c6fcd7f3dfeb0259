import { printLine, printTable } from '../print.js';
import { printLeftOut } from './print-left-out.js';
import type { OfflinePair, OfflineReport, PairSide } from './run-offline.js';
import { shownText } from './shown-text.js';

/** The report for a person: accepted pairs, those for a review, counts. */
export function printOffline({ files, candidates, accepted, review, refused, ...rest }: OfflineReport): void {
  const { kalshi, polymarket } = files;
  printLine(`${kalshi.markets} Kalshi markets, ${polymarket.markets} Polymarket markets, ${candidates} pairs judged`);
  printTable(
    [...accepted.map((pair) => rowOf('accept', pair)), ...review.map((pair) => rowOf('review', pair))],
    'no pair accepted, none for review',
  );
  printLine(`${accepted.length} accepted, ${review.length} for review; the same question is not yet a safe trade:`);
  printLine('settlement is analysed by the matcher of a running swarm.');
  const fields = Object.entries(refused).toSorted((a, b) => b[1] - a[1]);
  if (fields.length > 0) printLine(`Refused by what differs: ${fields.map(([f, n]) => `${f} ${n}`).join(', ')}`);
  const { read, search, judge } = rest.milliseconds;
  printLine(`read ${read} ms, search ${search} ms, judging ${judge} ms, ${rest.megabytes} MB`);
  for (const [platform, { leftOut, repeated }] of Object.entries(files)) {
    printLeftOut(`the ${platform} file`, leftOut);
    if (repeated > 0) printLine(`${repeated} markets stand in the ${platform} file more than once; the last counts`);
  }
}

const rowOf = (decision: string, { kalshi, polymarket, polarity, confidence, field, reason }: OfflinePair) => ({
  decision,
  confidence: confidence.toFixed(2),
  polarity,
  field: field ?? '',
  kalshi: wordsOf(kalshi),
  polymarket: wordsOf(polymarket),
  reason: shownText(reason),
});

const wordsOf = ({ id, title, subtitle }: PairSide): string =>
  `${shownText(id)}\n${shownText(subtitle === '' || title.includes(subtitle) ? title : `${title} | ${subtitle}`)}`;
