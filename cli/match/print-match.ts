import Table from 'cli-table3';
import { compareTexts, type TextPart } from '@pm-arbitrage/core/matches/compare-texts.js';
import { bold } from 'yoctocolors';
import type { MatchDetails } from '../control/control.js';
import { printLine, printTable } from '../print.js';
import { evidenceLines } from './evidence-lines.js';
import { titleOf, worldLines } from './match-rows.js';

const WIDEST = 160;
/** Borders and padding of two columns. */
const FRAME = 7;

/** A match with both rule texts side by side, the words marked that stand in one alone, and what it was decided on. */
export function printMatch({ match, kalshi, polymarket, reviews, evidence }: MatchDetails): void {
  const { id, status, suspension, polarity, confidence, decidedBy, reason } = match;
  printLine(id);
  printLine(
    `${status}${suspension === null ? '' : ` (${suspension})`}, ${polarity}, ${Math.round(confidence * 100)} % sure, by ${decidedBy}: ${reason}`,
  );
  printTable(worldLines(match), 'no world is known in which the two pay apart');
  const width = Math.floor((Math.min(process.stdout.columns ?? WIDEST, WIDEST) - FRAME) / 2);
  const table = new Table({
    head: ['Kalshi', polarity === 'inverse' ? 'Polymarket (asks for the opposite)' : 'Polymarket'],
    colWidths: [width + 2, width + 2],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const rules = compareTexts(kalshi?.rules ?? '', polymarket?.rules ?? '');
  table.push(
    [
      kalshi === null ? 'not listed here' : titleOf(kalshi),
      polymarket === null ? 'not listed here' : titleOf(polymarket),
    ],
    [kalshi?.sources.join(', ') ?? '', polymarket?.sources.join(', ') ?? ''],
    [shown(rules.kalshi), shown(rules.polymarket)],
  );
  printLine(table.toString());
  const now = { kalshi: kalshi?.rules ?? null, polymarket: polymarket?.rules ?? null };
  for (const row of evidence) for (const line of evidenceLines(row, now)) printLine(line);
  for (const { action, by, note, at } of reviews)
    printLine(`${new Date(at).toISOString()} ${action} by ${by}${note === '' ? '' : `: ${note}`}`);
}

/** Marked in bold on a terminal, in brackets elsewhere. */
const shown = (parts: readonly TextPart[]): string =>
  parts.map(({ text, differs }) => (differs ? mark(text) : text)).join('');

function mark(text: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (words === '') return text;
  return `${before}${process.stdout.isTTY ? words.split(' ').map(bold).join(' ') : `[${words}]`}${after}`;
}
