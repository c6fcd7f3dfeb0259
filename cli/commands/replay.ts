import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { type Command, Option } from 'commander';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';
import { readKalshiListing } from '../replay/read-listing.js';
import { runReplay } from '../replay/run-replay.js';

interface Options {
  readonly venue: string;
  readonly markets?: string[];
  readonly multiplier: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('feed recorded frames through the very agents of a live swarm, on a simulated clock')
    .argument('<files...>', 'recordings, one frame a line, .gz accepted')
    .addOption(
      new Option('--venue <venue>', 'whose frames they are').choices(['kalshi', 'polymarket']).makeOptionMandatory(),
    )
    .option('--markets <files...>', 'recorded Kalshi event answers: markets, rules, close and settlement')
    .option('--multiplier <m>', "the series' fee multiplier, which event answers do not name", '1')
    .option('--out <file>', 'write the decision log here, a JSON line a decision')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  replay --venue kalshi frames.ndjson.gz --markets event.json --out decisions.jsonl',
    )
    .action(async (files: string[], options: Options, command: Command) => {
      const { config } = readConfig({ logLevel: 'error', ...command.optsWithGlobals<GlobalOptions>() });
      const report = await runReplay({
        config,
        platform: platformSchema.parse(options.venue),
        files,
        moments: options.markets ? readKalshiListing(options.markets, Number(options.multiplier)) : [],
        logFile: options.out ?? null,
      });
      if (options.json) {
        printJson(report);
        return;
      }
      printLine(`${report.frames} frames of ${report.books} books, ${report.simulatedSeconds} s of recorded time`);
      for (const [kind, count] of Object.entries(report.byKind)) printLine(`  ${kind}: ${count}`);
      printLine(`decision log ${report.sha256}`);
    });
}
