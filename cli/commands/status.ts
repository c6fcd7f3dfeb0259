import { formatUsd, usd } from '@pm-arbitrage/core/money/money.js';
import type { Command } from 'commander';
import type { Status } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { cents, shortSpan, shortTime, signedDollars } from '../format.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('who is alive, who obeys a halt, what the account is worth')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  status\n  status --json\n  status --data-dir .data/seed-7')
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const { status, via } = await askSwarm(config, async (control) => ({
        status: await control.status(),
        via: control.via,
      }));
      if (json) printJson({ ...status, via });
      else describe(status, via);
    });
}

function describe(status: Status, via: string): void {
  const { halt, mode, pnl } = status;
  const { day, week, all } = pnl.realised;
  printLine(`${mode} trading, asked by ${via}`);
  printLine(`equity $${cents(pnl.equity)}, high-water mark $${cents(pnl.highWaterMark)}`);
  printLine(
    `realised ${signedDollars(all)}, of it ${signedDollars(week)} in 7 days, ${signedDollars(day)} in 24 hours`,
  );
  const states = Object.entries(status.trades).map(([state, count]) => `${count} ${state}`);
  printLine(`trades ${states.length === 0 ? 'none' : states.join(', ')}`);
  printLine(halt ? `HALTED since ${shortTime(halt.at)} UTC by ${halt.by}: ${halt.reason}` : 'no halt');
  printLine('');
  printTable(
    status.agents.map(({ agent, state, ageMs, acknowledged, details }) => ({
      agent,
      state,
      'heard of': `${shortSpan(ageMs)} ago`,
      halt: acknowledged === null || state === 'dead' ? '' : acknowledged ? 'acknowledged' : 'NOT ACKNOWLEDGED',
      details: wordsOf(details),
    })),
    status.agentsUnknown === null ? 'no agent is running' : `agents unknown: ${status.agentsUnknown}`,
  );
}

/** Details that are micro-dollars. */
const money = new Set(['bankroll', 'capital', 'equity', 'highWaterMark']);
/** Unix times that say the same as the agent's age. */
const hidden = new Set(['aliveAt']);

function wordsOf(details: Status['agents'][number]['details']): string {
  const shown = (name: string, value: string | number | boolean) => {
    if (typeof value !== 'number') return String(value);
    return money.has(name) ? `$${cents(formatUsd(usd(value)))}` : String(Math.round(value * 10) / 10);
  };
  return Object.entries(details)
    .filter(([name, value]) => !hidden.has(name) && value !== '')
    .map(([name, value]) => `${name} ${shown(name, value)}`)
    .join(', ');
}
