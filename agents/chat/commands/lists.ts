import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { leaderboard as leaderboardRows } from '@pm-arbitrage/core/queries/performance-queries.js';
import { sayDollars } from '@pm-arbitrage/core/money/say-dollars.js';
import { listPositions, listTrades, profitAndLoss } from '@pm-arbitrage/core/queries/trade-queries.js';
import type { ChatCommandDefinition } from '../chat-command.js';

const TRADES = 10;
const POSITIONS = 30;

/** The last ten trades. */
export const trades: ChatCommandDefinition = {
  name: 'trades',
  about: `the last ${TRADES} trades`,
  words: null,
  async run({ config, database }) {
    const rows = await listTrades(database.queries, config.mode, TRADES);
    if (rows.length === 0) return { text: 'No trades yet.' };
    const lines = rows.map(({ requestedAt, state, strategy, cost, pnl, settledAt, legs, reason }) => {
      const money =
        settledAt === null && state !== 'unwound' ? `cost ${sayDollars(cost)}` : `profit ${sayDollars(pnl)}`;
      const bought = legs.map(({ side, market }) => `${side} ${market}`).join(' + ');
      return `${requestedAt?.slice(5, 16).replace('T', ' ')} ${state}: ${strategy}, ${money}\n  ${bought}${reason === '' ? '' : `\n  ${reason}`}`;
    });
    return { text: lines.join('\n') };
  },
};

/** What was realised today, this week and in all. */
export const pnl: ChatCommandDefinition = {
  name: 'pnl',
  about: 'profit of today, of the week and of all time',
  words: null,
  async run({ clock, config, database }) {
    const { byStrategy, equity, feesOfClosedTrades, realised } = await profitAndLoss(
      database.queries,
      config.mode,
      clock.now(),
    );
    const lines = [
      `24 hours ${sayDollars(realised.day)}, 7 days ${sayDollars(realised.week)}, all time ${sayDollars(realised.all)}`,
      `Equity ${sayDollars(equity)}, fees of closed trades ${sayDollars(feesOfClosedTrades)}`,
      ...Object.entries(byStrategy).map(([strategy, profit]) => `${strategy}: ${sayDollars(profit)}`),
    ];
    return { text: lines.join('\n') };
  },
};

/** Contracts held now. */
export const positions: ChatCommandDefinition = {
  name: 'positions',
  about: 'the contracts held now',
  words: null,
  async run({ config, database }) {
    const rows = await listPositions(database.queries, config.mode);
    if (rows.length === 0) return { text: 'No positions.' };
    const lines = rows
      .slice(0, POSITIONS)
      .map(({ market, side, quantity, cost }) => `${quantity} ${side} ${market}, cost ${sayDollars(cost)}`);
    const more = rows.length - lines.length;
    return { text: [...lines, ...(more > 0 ? [`… and ${more} more; the dashboard has them`] : [])].join('\n') };
  },
};

/** Strategies by what they have proven. */
export const leaderboard: ChatCommandDefinition = {
  name: 'leaderboard',
  about: 'strategies by what they have proven',
  words: null,
  async run({ clock, config, database }) {
    const days = config.tournament.windowDays;
    const rows = await leaderboardRows(database, config.mode, { now: clock.now(), days });
    if (rows.length === 0) return { text: 'No strategy has capital or a closed trade yet.' };
    const lines = rows.map(({ rank, strategy, state, capital, today }) => {
      const place = rank === null ? '–' : `${rank}.`;
      return `${place} ${strategy} (${state}): capital ${dollars(capital)}, today ${dollars(today)}`;
    });
    return { text: lines.join('\n') };
  },
};
