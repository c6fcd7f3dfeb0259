import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { sumUsd } from '@pm-arbitrage/core/money/money.js';
import { sayDollars } from '@pm-arbitrage/core/money/say-dollars.js';
import type { DailyFigures } from './daily-figures.js';

const HOUR_MS = 3_600_000;

/** The daily report as a person reads it. @param startedAt when each agent's process began, Unix ms */
export function sayReport(
  figures: DailyFigures,
  startedAt: ReadonlyMap<string, number>,
  now: number,
): { readonly title: string; readonly body: string } {
  const { alerts, mode, money, outages, rejected, strategies, trades } = figures;
  const { day, week, all } = money.realised;
  const count = (...states: readonly (keyof typeof trades)[]) =>
    states.reduce((sum, state) => sum + (trades[state] ?? 0), 0);
  const executed = count('complete', 'hedged', 'settled', 'unwound', 'naked', 'executing', 'exiting');
  const fees = sumUsd(strategies.map((one) => one.fees));
  const lines = [
    `Profit ${sayDollars(day)} in 24 hours, ${sayDollars(week)} in 7 days, ${sayDollars(all)} in all; fees ${dollars(fees)} in 24 hours.`,
    `Equity ${sayDollars(money.equity)}, highest ${sayDollars(money.highWaterMark)}.`,
    `Trades: ${executed} executed, of them ${count('hedged', 'unwound', 'naked')} filled in part; ${count('aborted', 'expired')} called off, ${rejected} refused.`,
    `Errors: ${alerts} alerts, ${outages} outages.`,
    `${uptime(figures)} ${lives(startedAt, now)}`,
    ...ranking(figures),
  ];
  return { title: `Daily report (${mode}): profit ${sayDollars(day)}, ${executed} trades`, body: lines.join('\n') };
}

/** What the agent that was away most was there of the day, which is what the report of a trial counts. */
function uptime({ uptime: agents }: DailyFigures): string {
  const [least] = agents;
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  if (least === undefined) return 'Uptime: no minute is on record.';
  const mean = agents.reduce((sum, { share }) => sum + share, 0) / agents.length;
  return `Uptime in 24 hours: ${percent(least.share)} (${least.agent}, away most), ${percent(mean)} on average.`;
}

/** "9 agents run, all for 24 h or longer", or who has run for the shortest time. */
function lives(startedAt: ReadonlyMap<string, number>, now: number): string {
  const newest = [...startedAt].toSorted((a, b) => b[1] - a[1])[0];
  if (newest === undefined) return 'No agent was heard of.';
  const hours = (now - newest[1]) / HOUR_MS;
  const text = hours >= 24 ? 'all for 24 h or longer' : `${newest[0]} since ${hours.toFixed(1)} h only`;
  return `${startedAt.size} agents run, ${text}.`;
}

function ranking({ strategies }: DailyFigures): readonly string[] {
  const [best] = strategies;
  const worst = strategies.at(-1);
  if (best === undefined || worst === undefined) return ['No trade was closed.'];
  const say = ({ strategy, pnl, trades }: typeof best) => `${strategy} ${dollars(pnl)} (${trades} trades)`;
  const ends = best === worst ? [`Strategy: ${say(best)}.`] : [`Best: ${say(best)}. Worst: ${say(worst)}.`];
  return strategies.length < 3 ? ends : [...ends, `Ranking: ${strategies.map(say).join(', ')}.`];
}
