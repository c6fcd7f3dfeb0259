import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { riskMarks } from '@pm-arbitrage/core/db/schema/schema.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { movedCashPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { formatUsd, negUsd, parseUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { eq, sql } from 'drizzle-orm';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';

interface CashOptions {
  readonly venue: Platform;
  readonly amount: Usd;
  readonly bankroll?: boolean;
  readonly json?: boolean;
}

/** Thrown where cash that a person moves means nothing. */
export class CashNotMovableError extends CodedError {}

export function addCash(program: Command): void {
  program
    .command('cash')
    .description('book money that you paid in or took out at a venue yourself, so that live accounts agree again')
    .addOption(new Option('--venue <venue>', 'where').choices([...platforms]).makeOptionMandatory())
    .requiredOption('--amount <dollars>', 'paid in; negative when taken out', parseSignedUsd)
    .option('--bankroll', 'the swarm may trade with it (or has to do without it); else it stays apart')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  cash --venue kalshi --amount 50\n  cash --venue polymarket --amount=-20 --bankroll',
    )
    .action(async ({ venue, amount, bankroll = false, json = false }: CashOptions, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const { databaseUrl } = config.services;
      if (config.mode !== 'live' || databaseUrl === null)
        throw new CashNotMovableError(
          'cash.paper',
          'Only live accounts hold money that can be moved: this configuration trades on paper. Name the live one with --config.',
        );
      const database = await openDatabase({ url: databaseUrl });
      try {
        await database.transaction(async (queries) => {
          await post(queries, {
            mode: 'live',
            entry: `moved:${venue}:${randomIds.next()}`,
            tradeId: null,
            at: systemClock.now(),
            postings: movedCashPostings(venue, amount, bankroll),
          });
          if (!bankroll) return;
          // Money taken out is no loss: the mark from which losses are measured moves with it.
          await queries
            .update(riskMarks)
            .set({ highWaterMark: sql`${riskMarks.highWaterMark} + ${amount}` })
            .where(eq(riskMarks.mode, 'live'));
        });
      } finally {
        await database.close();
      }
      const whose = bankroll ? 'of the bankroll' : 'apart from the bankroll';
      if (json) printJson({ venue, amount: formatUsd(amount), bankroll });
      else printLine(`Booked ${dollars(amount)} at ${venue}, ${whose}. status shows whether the accounts agree now.`);
    });
}

/** @throws InvalidArgumentError */
function parseSignedUsd(text: string): Usd {
  if (!/^-?\d+(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('dollars such as 50, 12.50 or -20');
  const amount = parseUsd(text.replace('-', ''));
  if (amount === 0) throw new InvalidArgumentError('an amount other than 0');
  return text.startsWith('-') ? negUsd(amount) : amount;
}
