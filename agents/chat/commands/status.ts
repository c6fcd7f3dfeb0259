import { sayDollars } from '@pm-arbitrage/core/money/say-dollars.js';
import { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import { listPositions } from '@pm-arbitrage/core/queries/trade-queries.js';
import { venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { balanceLine } from '../../alert-router/balance-line.js';
import type { ChatCommandDefinition } from '../chat-command.js';

/** Whether it trades, what it is worth, where the money is, who is alive. */
export const status: ChatCommandDefinition = {
  name: 'status',
  about: 'balances, open positions, halts, who is alive',
  words: null,
  async run({ clock, config, database, haltFile, hot }) {
    const { mode } = config;
    const { agents, agentsUnknown, halt, pnl } = await swarmStatus({ database, hot, haltFile, mode }, clock.now());
    const pauses = await venuePausesInForce(database.queries);
    const positions = await listPositions(database.queries, mode);
    const dead = agents.filter(({ state }) => state === 'dead').map(({ agent }) => agent);
    const alive =
      agentsUnknown === null
        ? `${agents.length - dead.length} of ${agents.length} agents alive`
        : `Agents unknown: ${agentsUnknown}`;
    const lines = [
      halt === null ? `Trading (${mode})` : `HALTED: ${halt.reason} (by ${halt.by}, ${halt.at})`,
      ...pauses.map(({ platform, reason, by }) => `${platform} is paused: ${reason} (by ${by})`),
      await balanceLine(database.queries, mode),
      `Equity ${sayDollars(pnl.equity)}, highest ${sayDollars(pnl.highWaterMark)}; ${positions.length} open positions`,
      `${alive}${dead.length === 0 ? '' : `; dead: ${dead.join(', ')}`}`,
    ];
    return { text: lines.join('\n') };
  },
};
