import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { toTheWord } from '@pm-arbitrage/core/journal/comparison.js';
import { journalFolder } from '@pm-arbitrage/core/journal/file/journal-folder.js';
import { recordingsFolder } from '@pm-arbitrage/core/recording/recordings-folder.js';
import { type Command, Option } from 'commander';
import { type GlobalOptions, parseMoment, readConfig } from '../options.js';
import { printVerified } from '../journal/print-verified.js';
import { verifyJournals } from '../journal/verify-journals.js';
import { printJson, printLine } from '../print.js';
import { showProgress } from '../progress.js';
import { showInputs } from '../replay/show-inputs.js';
import { readKalshiListing } from '../replay/read-listing.js';
import { runRecordings } from '../replay/run-recordings.js';
import { runReplay } from '../replay/run-replay.js';

/** Thrown for options that contradict each other, or leave open what is meant. */
export class ReplayOptionsError extends CodedError {}

interface Options {
  readonly venue?: string;
  readonly recordings?: string | true;
  readonly verify?: string | true;
  readonly from?: number;
  readonly to?: number;
  readonly markets?: string[];
  readonly multiplier: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('feed recorded frames through the very agents of a live swarm, on a simulated clock')
    .argument('[files...]', 'recordings of one venue, one frame a line, .gz accepted')
    .addOption(new Option('--venue <venue>', 'whose frames they are').choices(['kalshi', 'polymarket']))
    .option(
      '--recordings [folder]',
      'instead of files: what the recorder kept of both venues and the oracles (default: recordings in the data folder)',
    )
    .option(
      '--verify [folder]',
      'instead of files: run the agents again that kept journals (default: journal in the data folder) and name the first difference',
    )
    .option('--from <time>', 'with --recordings: the first moment, e.g. 2026-11-21T12:00:00Z', parseMoment)
    .option('--to <time>', 'with --recordings: the moment after the last', parseMoment)
    .option('--markets <files...>', 'recorded Kalshi event answers: markets, rules, close and settlement')
    .option('--multiplier <m>', "the series' fee multiplier, which event answers do not name", '1')
    .option('--out <file>', 'write the decision log here, a JSON line a decision')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  replay --recordings\n  replay --verify\n  replay --venue kalshi frames.ndjson.gz --markets event.json --out decisions.jsonl',
    )
    .action(async (files: string[], options: Options, command: Command) => {
      const { config } = readConfig({ logLevel: 'error', ...command.optsWithGlobals<GlobalOptions>() });
      if (options.verify !== undefined) {
        await verify(config, files, options);
        return;
      }
      if (options.recordings !== undefined) {
        await replayRecordings(config, files, options);
        return;
      }
      if (files.length === 0 || options.venue === undefined) {
        throw new ReplayOptionsError(
          'replay.what',
          'Name recordings and their --venue, or --recordings with a folder of the recorder',
        );
      }
      const report = await showInputs((onInput) =>
        runReplay({
          config,
          platform: platformSchema.parse(options.venue),
          files,
          moments: options.markets ? readKalshiListing(options.markets, Number(options.multiplier)) : [],
          logFile: options.out ?? null,
          onInput,
        }),
      );
      if (options.json) {
        printJson(report);
        return;
      }
      printLine(`${report.frames} frames of ${report.books} books, ${report.simulatedSeconds} s of recorded time`);
      for (const [kind, count] of Object.entries(report.byKind)) printLine(`  ${kind}: ${count}`);
      printLine(`decision log ${report.sha256}`);
    });
}

async function verify(config: Config, files: readonly string[], options: Options): Promise<void> {
  if (files.length > 0 || options.venue !== undefined || options.recordings !== undefined) {
    throw new ReplayOptionsError(
      'replay.verify',
      '--verify takes journals alone: leave files, --venue and --recordings out',
    );
  }
  const folder = typeof options.verify === 'string' ? options.verify : journalFolder(config);
  let current: string | null = null;
  const progress = showProgress(() => current);
  const journals = await verifyJournals(folder, toTheWord, (agent, number, of) => {
    current = `journal ${number} of ${of}: ${agent}`;
  }).finally(() => progress.end());
  printVerified(journals, options.json ?? false);
  if (journals.some(({ difference }) => difference !== null)) process.exitCode = 1;
}

async function replayRecordings(config: Config, files: readonly string[], options: Options): Promise<void> {
  if (files.length > 0 || options.venue !== undefined || options.markets !== undefined) {
    throw new ReplayOptionsError(
      'replay.both',
      '--recordings brings its venues and markets along: leave files, --venue and --markets out',
    );
  }
  const report = await showInputs((onInput) =>
    runRecordings({
      config,
      recordings: typeof options.recordings === 'string' ? options.recordings : recordingsFolder(config),
      from: options.from ?? null,
      to: options.to ?? null,
      logFile: options.out ?? null,
      onInput,
    }),
  );
  if (options.json) {
    printJson(report);
    return;
  }
  const { frames, markets, ticks, refused, books, simulatedSeconds, byKind, sha256 } = report;
  const followed = `${books['kalshi']} books of Kalshi and ${books['polymarket']} of Polymarket`;
  printLine(
    `${frames} frames of ${followed}, ${markets} listings, ${ticks} ticks, ${simulatedSeconds} s of recorded time`,
  );
  if (refused > 0) printLine(`  ${refused} recorded messages were refused: another version wrote them`);
  for (const [kind, count] of Object.entries(byKind)) printLine(`  ${kind}: ${count}`);
  printLine(`decision log ${sha256}`);
}
