import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { opportunities as opportunityTable } from '@pm-arbitrage/core/db/schema/schema.js';
import { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import { listOpportunities, listTrades } from '@pm-arbitrage/core/queries/trade-queries.js';
import { gte } from 'drizzle-orm';
import { bold, cyan, dim, green, red, yellow } from 'yoctocolors';
import { cents, shortDollars, shortMarket, signedDollars } from '../format.js';
import { type MatchBoard, readMatchBoard } from './match-board.js';
import { matchLines } from './match-lines.js';

type Status = Awaited<ReturnType<typeof swarmStatus>>;
type Trade = Awaited<ReturnType<typeof listTrades>>[number];
type Opportunity = Awaited<ReturnType<typeof listOpportunities>>[number];

/** Everything one picture of the running swarm shows. */
export interface ScreenState {
  readonly seconds: number;
  readonly status: Status;
  readonly matches: MatchBoard;
  readonly trades: readonly Trade[];
  readonly opportunities: readonly Opportunity[];
  readonly found: number;
}

/** Reads one picture. Counts are of this run, `startedAt` in Unix ms. */
export async function readScreen(services: Services, startedAt: number): Promise<ScreenState> {
  const { clock, config, database, haltFile, hot } = services;
  const { queries } = database;
  const now = clock.now();
  return {
    seconds: Math.round((now - startedAt) / 1_000),
    status: await swarmStatus({ database, hot, haltFile, mode: config.mode }, now),
    matches: await readMatchBoard(queries),
    trades: await listTrades(queries, config.mode, 5),
    opportunities: await listOpportunities(queries, 3),
    found: await queries.$count(opportunityTable, gte(opportunityTable.detectedAt, startedAt)),
  };
}

const stateColour = (state: string) =>
  state === 'settled' || state === 'complete' || state === 'hedged'
    ? green
    : state === 'naked' || state === 'unwound'
      ? red
      : dim;
const signed = (amount: string) => (amount.startsWith('-') ? red : green)(signedDollars(amount));
const contract = (market: string, side: string) => `${side.toUpperCase()} ${shortMarket(market)}`;

/** One picture as lines that fit `width`; `note` is what the person must know of this run. */
export function drawScreen(state: ScreenState, note: string, width: number): string {
  const { seconds, status, matches, trades, opportunities, found } = state;
  const detail = (agent: string, key: string) => status.agents.find((one) => one.agent === agent)?.details[key];
  const covers = status.agents
    .filter(({ agent }) => agent.startsWith('opportunity-scanner'))
    .reduce((sum, { details }) => sum + Number(details['covers'] ?? 0), 0);
  const books = ['kalshi', 'polymarket'].map((venue) => `${venue} ${detail(`venue-watcher:${venue}`, 'books') ?? 0}`);
  const alive = status.agents.filter((agent) => agent.state === 'running' || agent.state === 'halted').length;
  const { pnl } = status;
  const total = (state: keyof Status['trades']) => status.trades[state] ?? 0;
  const lines = [
    `${bold('pm-arbitrage')} ${yellow('PAPER')} ${dim(`${seconds} s · ${note}`)}`,
    '',
    `${bold('equity')} ${shortDollars(pnl.equity)}   ${dim('high-water mark')} ${shortDollars(pnl.highWaterMark)}   ${bold('realised')} ${signed(pnl.realised.all)}`,
    `${bold('books')} ${books.join(', ')}   ${bold('covers')} ${covers}   ${bold('opportunities')} ${found}   ${bold('agents')} ${alive} alive`,
    `${bold('trades')} ${total('settled')} settled, ${total('complete') + total('hedged')} held, ${total('aborted') + total('expired')} called off, ${total('unwound')} unwound, ${total('naked')} naked`,
    status.halt
      ? red(bold(`HALTED: ${status.halt.reason} (by ${status.halt.by})`))
      : dim('no halt   Ctrl-C ends · in another terminal: npm run cli -- status | trades | halt --reason …'),
    '',
    ...matchLines(matches),
    '',
    bold('latest opportunities'),
    ...opportunities.map(
      (one) =>
        `  ${cyan(one.kind.padEnd(13))} ${one.sets.padStart(7)} sets  cost $${cents(one.cost).padStart(7)}  edge ${(one.roi * 100).toFixed(1).padStart(4)}%  ${signed(one.profit)}`,
    ),
    '',
    bold('latest trades'),
    ...trades.map((trade) => {
      const result =
        trade.state === 'settled' || trade.state === 'unwound'
          ? signed(trade.pnl)
          : dim(`expects ${signedDollars(trade.expectedProfit)}`);
      const legs = trade.legs.map((leg) => contract(leg.market, leg.side)).join(dim(' + '));
      return `  ${stateColour(trade.state)(trade.state.padEnd(9))} ${trade.sets.padStart(7)} × ${legs}  ${result}${trade.state === 'aborted' ? dim(`  ${trade.reason}`) : ''}`;
    }),
  ];
  return lines.map((line) => clip(line, width)).join('\n');
}

/** Cuts a coloured line to a number of visible columns. */
function clip(line: string, width: number): string {
  let visible = 0;
  let index = 0;
  while (index < line.length) {
    const escape = /^\u001b\[[0-9;]*m/.exec(line.slice(index, index + 12));
    if (escape) {
      index += escape[0].length;
      continue;
    }
    if (visible === width - 1 && index < line.length - 1) return `${line.slice(0, index)}…\u001b[0m`;
    visible++;
    index++;
  }
  return line;
}
