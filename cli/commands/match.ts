import { writeFileSync } from 'node:fs';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Command } from 'commander';
import { listingsOf } from '../match/listings-of.js';
import { MatchInputError } from '../match/match-input-error.js';
import { printOffline } from '../match/print-offline.js';
import { printScore } from '../match/print-score.js';
import { readInput } from '../match/read-input.js';
import { addReviewCommands } from '../match/review-commands.js';
import { runOffline } from '../match/run-offline.js';
import { runScore } from '../match/run-score.js';
import { printJson } from '../print.js';

interface OfflineOptions {
  readonly kalshi: string;
  readonly polymarket: string;
  readonly json?: boolean;
}

interface ScoreOptions {
  readonly pairs: string;
  readonly kalshi?: readonly string[];
  readonly polymarket?: readonly string[];
  readonly baselines?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

const OFFLINE_HELP = `
Files are what the venues answer: a JSON array of markets or events, {"markets": […]}, {"events": […]} with nested
markets, or one of these a line; .gz accepted. What cannot be read is named with its place and never ends the run.

JSON form:
  files       {kalshi, polymarket}: {markets, repeated, leftOut: [{kind, place, reason}]}
  candidates  pairs that were judged
  accepted    [{kalshi, polymarket: {id, title, subtitle, event}, score, polarity: same|inverse, confidence 0…1,
              field: the field in question or null, reason}]
  review      the same, for a person
  refused     {field that differs: pairs}
  milliseconds {read, search, judge}, megabytes

Examples:
  match offline --kalshi kalshi-events.json.gz --polymarket gamma-events.json
  match offline --kalshi k.jsonl --polymarket p.jsonl --json | jq '.accepted[] | [.kalshi.id, .polymarket.id]'`;

const SCORE_HELP = `
One JSON object a line: {"kalshi": {…}, "polymarket": {…}, "label": "same|inverse|different|unclear", "why": "…"}, each
side a market as its venue lists it, or as little as {ticker, title, yes_sub_title} and {id, question}. Unclear pairs
count nowhere; an inverse is right only with polarity inverse. A side may be its id alone: it is then looked up in the
listings of --kalshi and --polymarket, files as "match offline" takes them.

JSON form: {pairs, labels, leftOut, accept: {precision, recall, f1, truePositives, falsePositives, falseNegatives,
intervals}, acceptOrReview: the same, errors: [{kind, line, kalshi, polymarket, label, decision, polarity, confidence,
field, reason, …}], baselines}. Intervals are 95 %, Wilson.
--out: {kalshi, polymarket, decision: accept|review|refuse, polarity, confidence, reason} a line, in the file's order.

Examples:
  match score --pairs pairs.jsonl --baselines
  match score --pairs pairs.jsonl --out decisions.jsonl --json
  match score --pairs ids.jsonl --kalshi k1.json k2.json.gz --polymarket p.json`;

export function addMatch(program: Command): void {
  const match = program.command('match').description('which markets of the two venues are the same bet');
  addReviewCommands(match);
  match
    .command('offline')
    .description('match two files of raw listings, without network and without a language model')
    .requiredOption('--kalshi <file>', 'raw listing of Kalshi')
    .requiredOption('--polymarket <file>', 'raw listing of Polymarket')
    .option('--json', 'print one JSON document')
    .addHelpText('after', OFFLINE_HELP)
    .action(({ kalshi, polymarket, json }: OfflineOptions) => {
      const texts = { kalshi: () => readInput(kalshi), polymarket: () => readInput(polymarket) };
      const report = runOffline(texts, systemClock);
      if (json) printJson(report);
      else printOffline(report);
    });
  match
    .command('score')
    .description('precision and recall of the matcher on labelled pairs, and each of its errors')
    .requiredOption('--pairs <file>', 'labelled pairs, one JSON object a line; .gz accepted')
    .option('--kalshi <files...>', 'raw listings of Kalshi, for sides that are ids')
    .option('--polymarket <files...>', 'raw listings of Polymarket, for sides that are ids')
    .option('--baselines', 'beside ours, what usual text similarities score on the same pairs')
    .option('--out <file>', 'write every decision here, a JSON line a pair')
    .option('--json', 'print one JSON document')
    .addHelpText('after', SCORE_HELP)
    .action(({ pairs, kalshi = [], polymarket = [], baselines, out, json }: ScoreOptions) => {
      const listed = { kalshi: listingsOf(kalshi, 'kalshi'), polymarket: listingsOf(polymarket, 'polymarket') };
      const { report, decisions } = runScore(readInput(pairs), { baselines: baselines ?? false, listed });
      if (out !== undefined) writeLines(out, decisions);
      if (json) printJson(report);
      else printScore(report);
    });
}

function writeLines(file: string, values: readonly unknown[]): void {
  try {
    writeFileSync(file, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  } catch (cause) {
    throw new MatchInputError('match.out', `${file} cannot be written: ${messageOf(cause)}`, { file }, { cause });
  }
}
