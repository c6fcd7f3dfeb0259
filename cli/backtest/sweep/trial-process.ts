import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { executedTrade } from '@pm-arbitrage/core/trial/executed-trade.js';
import { runBacktest } from '../run-backtest.js';
import type { FromTrial, ToTrial, TrialOutcome } from './trial-message.js';

/*
 * Runs trials of a sweep, one after the other, each a backtest of its own. Its parent says which.
 */

const tell = (message: FromTrial) => process.send?.(message);

async function outcomeOf(order: ToTrial): Promise<TrialOutcome> {
  const { facts, result } = await runBacktest(order);
  return {
    from: facts.from,
    to: facts.to,
    bankroll: facts.bankroll,
    trades: facts.trades
      .filter((history) => executedTrade(history) !== null)
      .map(({ trade }) => ({ requestedAt: trade.requestedAt, closedAt: trade.settledAt, pnl: trade.pnl })),
    data: result.data,
    sha256: result.sha256,
  };
}

process.on('message', (order: ToTrial) => {
  outcomeOf(order).then(
    (outcome) => tell({ kind: 'done', outcome }),
    (error: unknown) => tell({ kind: 'failed', reason: messageOf(error) }),
  );
});
// Of a parent that is gone nothing more is heard, and nobody would end this process.
process.once('disconnect', () => process.exit(1));
tell({ kind: 'ready' });
