import { formatUsd, usd } from '@pm-arbitrage/core/money/money.js';
import type { Status } from '../control/control.js';
import { shortDollars, shortSpan, shortTime, signedDollars } from '../format.js';
import { tableText } from '../print.js';

/** Who is alive, who obeys a halt, what the account is worth: as a person reads it. @param via who was asked */
export function statusText(status: Status, via: string): string {
  const { halt, mode, pnl } = status;
  const { day, week, all } = pnl.realised;
  const states = Object.entries(status.trades).map(([state, count]) => `${count} ${state}`);
  const agents = tableText(
    status.agents.map(({ agent, state, ageMs, acknowledged, details }) => ({
      agent,
      state,
      'heard of': `${shortSpan(ageMs)} ago`,
      halt: acknowledged === null || state === 'dead' ? '' : acknowledged ? 'acknowledged' : 'NOT ACKNOWLEDGED',
      details: wordsOf(details),
    })),
    status.agentsUnknown === null ? 'no agent is running' : `agents unknown: ${status.agentsUnknown}`,
  );
  return [
    `${mode} trading, asked by ${via}`,
    `equity ${shortDollars(pnl.equity)}, high-water mark ${shortDollars(pnl.highWaterMark)}`,
    `realised ${signedDollars(all)}, of it ${signedDollars(week)} in 7 days, ${signedDollars(day)} in 24 hours`,
    `trades ${states.length === 0 ? 'none' : states.join(', ')}`,
    halt ? `HALTED since ${shortTime(halt.at)} UTC by ${halt.by}: ${halt.reason}` : 'no halt',
    '',
    agents,
  ].join('\n');
}

/** Details that are micro-dollars. */
const money = new Set(['bankroll', 'capital', 'equity', 'highWaterMark']);
/** Unix times that say the same as the agent's age. */
const hidden = new Set(['aliveAt']);

function wordsOf(details: Status['agents'][number]['details']): string {
  const shown = (name: string, value: string | number | boolean) => {
    if (typeof value !== 'number') return String(value);
    return money.has(name) ? shortDollars(formatUsd(usd(value))) : String(Math.round(value * 10) / 10);
  };
  return Object.entries(details)
    .filter(([name, value]) => !hidden.has(name) && value !== '')
    .map(([name, value]) => `${name} ${shown(name, value)}`)
    .join(', ');
}
