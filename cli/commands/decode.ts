import { type DecodedRecording, decodeRecording } from '@pm-arbitrage/adapters/venues/recording/decode-recording.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { type Command, Option } from 'commander';
import { printJson, printLine, printTable } from '../print.js';

/** Problems and levels that a person sees; the document has them all. */
const SHOWN = 10;

export function addDecode(program: Command): void {
  program
    .command('decode')
    .description('decode recorded frames of a venue: counts, problems with their lines, and the books at the end')
    .argument('<file...>', 'recordings, one raw frame a line; .gz and recorder envelopes are unpacked')
    .addOption(new Option('--venue <venue>', 'whose frames they are').choices([...platforms]).makeOptionMandatory())
    .option('--books', 'with the books after the last frame')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  decode --venue kalshi frames.jsonl.gz\n  decode --venue polymarket a.jsonl b.jsonl --books --json',
    )
    .action(async (files: string[], options: { venue: Platform; books?: boolean; json?: boolean }) => {
      const decoded = await decodeRecording(options.venue, files, { books: options.books ?? false });
      if (options.json) printJson(decoded);
      else describe(decoded);
    });
}

function describe({ frames, byType, unknown, invalid, gaps, books }: DecodedRecording): void {
  printLine(`${frames} frames, ${unknown.length} unknown, ${invalid.length} invalid, ${gaps} gaps`);
  printTable(
    Object.entries(byType)
      .toSorted(([, a], [, b]) => b - a)
      .map(([type, count]) => ({ type, count })),
    'nothing was decoded',
  );
  const place = (at: { file?: string; line: number }) =>
    at.file === undefined ? `line ${at.line}` : `${at.file}:${at.line}`;
  const list = (what: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    printLine(what);
    for (const line of lines.slice(0, SHOWN)) printLine(`  ${line}`);
    if (lines.length > SHOWN) printLine(`  and ${lines.length - SHOWN} more; --json has them all`);
  };
  list(
    'unknown',
    unknown.map((one) => `${place(one)}: type ${one.type}`),
  );
  list(
    'invalid',
    invalid.map((one) => `${place(one)}: ${one.reason}`),
  );
  for (const [id, book] of Object.entries(books)) {
    const side = (levels: readonly (readonly [string, string])[]) =>
      levels.length === 0
        ? 'empty'
        : `${levels
            .slice(0, 5)
            .map(([price, quantity]) => `${quantity} @ ${price}`)
            .join(', ')}${levels.length > 5 ? `, … (${levels.length} levels)` : ''}`;
    printLine(`${id}\n  YES bids ${side(book.yesBids)}\n  NO bids  ${side(book.noBids)}`);
  }
}
