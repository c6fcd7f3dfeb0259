import { type Match, matchSchema } from '@pm-arbitrage/core/domain/match.js';
import type { MatchReview } from '@pm-arbitrage/core/domain/match-review.js';
import { MatchReviewError } from '@pm-arbitrage/core/matches/review-match.js';
import { type Command, Option } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { operatorName } from '../operator.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';
import { matchLine } from './match-rows.js';
import { printMatch } from './print-match.js';
import { reviewQueue } from './review-queue.js';

const statuses = matchSchema.shape.status.options;

interface ReviewOptions {
  readonly reason: string;
  readonly inverse?: boolean;
  readonly acceptWorlds?: boolean;
  readonly json?: boolean;
}

/** `match list`, `show`, `review`, `approve`, `reject`, `pause`, `resume`. */
export function addReviewCommands(match: Command): void {
  const configOf = (command: Command) => readConfig(command.optsWithGlobals<GlobalOptions>()).config;
  match
    .command('list')
    .description('pairs of markets that were judged, newest first')
    .addOption(new Option('--status <status>', 'only these').choices([...statuses]))
    .option('--limit <n>', 'how many', parseCount, 20)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  match list --status review\n  match list --limit 100 --json')
    .action(
      async (
        { status, limit, json }: { status?: Match['status']; limit: number; json?: boolean },
        command: Command,
      ) => {
        const rows = await askSwarm(configOf(command), (control) => control.matches({ status, limit }));
        if (json) printJson(rows);
        else printTable(rows.map(matchLine), 'no matches yet');
      },
    );
  match
    .command('show <id>')
    .description(
      'one pair: both rule texts side by side with what differs marked, the worlds in which they pay apart, and what it was decided on',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', "\nExample:\n  match show 'KXFED-26DEC|0x1234…'")
    .action(async (id: string, { json }: { json?: boolean }, command: Command) => {
      const found = await askSwarm(configOf(command), (control) => control.match(id));
      if (found === null)
        throw new MatchReviewError('match.unknown', `There is no match ${id}; match list shows those there are`);
      if (json) printJson(found);
      else printMatch(found);
    });
  match
    .command('review')
    .description('go through the pairs that wait for a person, one by one')
    .addHelpText(
      'after',
      '\nAsks on the terminal; "match list --status review --json" lists them.\n\nExample:\n  match review',
    )
    .action(async (_options: object, command: Command) => {
      const answered = await askSwarm(configOf(command), (control) => reviewQueue(control, operatorName()));
      printLine(answered === 0 ? 'Nothing was answered.' : `${answered} answered.`);
    });
  const add = (action: MatchReview['action'], description: string, after: string) =>
    match
      .command(`${action} <id>`)
      .description(description)
      .requiredOption('--reason <text>', 'why, for the record')
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  match ${action} 'KXFED-26DEC|0x1234…' --reason "${after}"`)
      .action(async (id: string, { reason, inverse, acceptWorlds, json }: ReviewOptions, command: Command) => {
        const order = {
          id,
          action,
          by: operatorName(),
          note: reason,
          ...(inverse ? { polarity: 'inverse' as const } : {}),
          acceptsWorlds: acceptWorlds ?? false,
        };
        const review = await askSwarm(configOf(command), (control) => control.reviewMatch(order));
        if (json) printJson(review);
        else printLine(`Recorded: ${action} ${id} by ${review.by}. The matcher acts on it within a second.`);
      });
  add('approve', 'the two are the same question, as their rules stand now', 'read both, same source')
    .option('--inverse', 'YES here is NO there')
    .option('--accept-worlds', 'trade although nobody can say how often the two pay apart');
  add('reject', 'the two are not the same question', 'another station');
  add('pause', 'trade this pair no more, for now', 'odd prices');
  add('resume', 'trade a paused or suspended pair again', 'prices came together');
}
