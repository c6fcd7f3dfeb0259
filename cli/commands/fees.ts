import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { explainFee } from '@pm-arbitrage/core/fees/explain-fee.js';
import { FeeError } from '@pm-arbitrage/core/fees/fee-error.js';
import { polymarketCategories, polymarketCategoryModel } from '@pm-arbitrage/core/fees/polymarket-category-fees.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import {
  formatPrice,
  formatQuantity,
  formatUsd,
  ONE_DOLLAR_PRICE,
  parsePrice,
  parseQuantity,
} from '@pm-arbitrage/core/money/money.js';
import { type Command, Option } from 'commander';
import { printJson, printLine, printTable } from '../print.js';

interface FeeOptions {
  readonly venue: Platform;
  readonly price: string;
  readonly count: string;
  readonly category?: string;
  readonly multiplier?: string;
  readonly maker?: true | 'none' | 'standard' | 'combo';
  readonly action: 'buy' | 'sell';
  readonly grid: 'direct' | 'non-direct';
  readonly at?: string;
  readonly json?: boolean;
}

export function addFees(program: Command): void {
  program
    .command('fees')
    .description('what one fill costs in fees, step by step')
    .addOption(new Option('--venue <venue>', 'whose fees').choices([...platforms]).makeOptionMandatory())
    .requiredOption('--price <dollars>', 'price of the contract that is bought or sold, e.g. 0.45')
    .requiredOption('--count <contracts>', 'contracts, e.g. 100 or 12.5')
    .option('--category <name>', `Polymarket: one of ${polymarketCategories.join(', ')} (default: other)`)
    .option('--multiplier <factor>', 'Kalshi: fee multiplier of the series, e.g. 0.5 (default: 1)')
    .addOption(
      new Option(
        '--maker [charge]',
        'the order rested; Kalshi: how the series charges makers (default: standard)',
      ).choices(['none', 'standard', 'combo']),
    )
    .addOption(new Option('--action <action>', 'buy or sell').choices(['buy', 'sell']).default('buy'))
    .addOption(
      new Option('--grid <grid>', 'Kalshi: direct member or through a broker')
        .choices(['direct', 'non-direct'])
        .default('direct'),
    )
    .option('--at <date>', 'Polymarket: when the market was created, e.g. 2026-08-01 (default: now)')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  fees --venue kalshi --price 0.45 --count 100\n  fees --venue kalshi --price 0.45 --count 100 --multiplier 0.5 --maker\n  fees --venue polymarket --price 0.45 --count 100 --category sports --at 2026-05-01',
    )
    .action((options: FeeOptions) => {
      const { venue, action, grid } = options;
      const role = options.maker === undefined ? ('taker' as const) : ('maker' as const);
      const price = parsePrice(options.price);
      if (price <= 0 || price >= ONE_DOLLAR_PRICE)
        throw new FeeError('fees.price', 'A contract costs between $0 and $1: --price 0.45');
      const quantity = parseQuantity(options.count);
      if (quantity <= 0) throw new FeeError('fees.count', 'Give a number of contracts above zero: --count 100');
      const model = modelOf(options);
      const { steps, ...amounts } = explainFee({
        model,
        role,
        quantity,
        price,
        action,
        ...(venue === 'kalshi' ? { grid } : {}),
      });
      const sums = {
        notional: formatUsd(amounts.notional),
        fee: formatUsd(amounts.fee),
        balanceChange: formatUsd(amounts.balanceChange),
      };
      if (options.json) {
        printJson({
          venue,
          role,
          action,
          price: formatPrice(price),
          count: formatQuantity(quantity),
          model,
          steps,
          ...sums,
        });
        return;
      }
      printLine(
        `${role} ${action}s ${formatQuantity(quantity)} at $${formatPrice(price)} on ${venue}, ${wordsOf(options)}`,
      );
      printTable(
        steps.map(({ name, formula, value }) => ({ step: name, calculation: formula, value })),
        'no steps',
      );
      printLine(`before fees $${sums.notional}, fee $${sums.fee}, balance changes by ${sums.balanceChange}`);
    });
}

/** @throws FeeError for options of the other venue, or values out of range */
function modelOf(options: FeeOptions): FeeModel {
  if (options.venue === 'kalshi') {
    refuse(options.category, '--category is Polymarket’s; Kalshi charges by series: --multiplier');
    const multiplierPpm = parseScaled(options.multiplier ?? '1', 6);
    if (Number.isNaN(multiplierPpm) || multiplierPpm < 0) {
      throw new FeeError('fees.multiplier', `--multiplier ${options.multiplier} is not a plain decimal such as 0.5`);
    }
    const maker = options.maker === undefined || options.maker === true ? 'standard' : options.maker;
    return { kind: 'kalshi', multiplierPpm, maker };
  }
  refuse(options.multiplier, '--multiplier is Kalshi’s; Polymarket charges by category: --category');
  const at = options.at === undefined ? systemClock.now() : Date.parse(options.at);
  if (Number.isNaN(at)) throw new FeeError('fees.date', `--at ${options.at} is not a date such as 2026-08-01`);
  return polymarketCategoryModel(options.category ?? 'other', at);
}

function refuse(given: string | undefined, message: string): void {
  if (given !== undefined) throw new FeeError('fees.option', message);
}

function wordsOf({ venue, category, multiplier }: FeeOptions): string {
  return venue === 'kalshi' ? `series multiplier ${multiplier ?? '1'}` : `category ${category ?? 'other'}`;
}
