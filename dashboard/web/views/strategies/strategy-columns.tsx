import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { subUsd } from '@pm-arbitrage/core/money/money.js';
import { dollars, signedDollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { ratio } from '../../format/ratio.js';
import type { Column } from '../../parts/DataTable.js';
import { Gain } from '../../parts/Gain.js';
import { Sparkline } from '../../parts/Sparkline.js';
import { Score } from './Score.js';
import { StrategyState } from './StrategyState.js';

interface Opening {
  readonly open: string | null;
  readonly toggle: (id: string) => void;
}

const orUnknown = (value: number | null, say: (value: number) => string) =>
  value === null ? <span className="quiet">–</span> : say(value);

/** The leaderboard's columns. */
export const strategyColumns = ({ open, toggle }: Opening): readonly Column<StrategyRow>[] => [
  {
    id: 'rank',
    header: 'Strategy',
    value: ({ rank }) => rank ?? undefined,
    cell: ({ id, rank }) => (
      <span className="ranked">
        <span className="rank num">{rank ?? '–'}</span>
        <button type="button" className="row-button" aria-expanded={id === open} onClick={() => toggle(id)}>
          {id}
        </button>
      </span>
    ),
  },
  { id: 'state', header: 'State', wide: true, cell: (row) => <StrategyState row={row} /> },
  {
    id: 'score',
    header: 'Score',
    wide: true,
    value: ({ score }) => score?.low,
    cell: ({ score }) => <Score score={score} />,
  },
  {
    id: 'pnl',
    header: 'P&L',
    numeric: true,
    value: ({ pnl }) => pnl,
    cell: ({ id, pnl, sparkline }) => (
      <span className="pnl">
        <Sparkline
          values={sparkline.map((point) => point.pnl)}
          label={`P&L of ${id} by day, now ${signedDollars(pnl)}`}
        />
        <Gain value={pnl} />
      </span>
    ),
  },
  {
    id: 'allocation',
    header: 'Capital',
    numeric: true,
    wide: true,
    value: ({ allocation }) => allocation?.capital,
    cell: ({ allocation }) =>
      allocation === null ? (
        <span className="quiet">none</span>
      ) : (
        <span className="num">
          {dollars(allocation.capital)}
          {allocation.before !== null && allocation.before !== allocation.capital && (
            <span className="quiet below">{signedDollars(subUsd(allocation.capital, allocation.before))}</span>
          )}
        </span>
      ),
  },
  {
    id: 'trades',
    header: 'Trades',
    numeric: true,
    wide: true,
    value: ({ trades }) => trades,
    cell: ({ trades }) => trades,
  },
  {
    id: 'wins',
    header: 'Win rate',
    numeric: true,
    wide: true,
    value: ({ winRate }) => winRate?.rate,
    cell: ({ winRate }) => orUnknown(winRate?.rate ?? null, percent),
  },
  {
    id: 'sharpe',
    header: 'Sharpe, a year',
    numeric: true,
    wide: true,
    value: ({ sharpe }) => sharpe ?? undefined,
    cell: ({ sharpe }) => orUnknown(sharpe, ratio),
  },
  {
    id: 'drawdown',
    header: 'Drawdown',
    numeric: true,
    wide: true,
    value: ({ drawdown }) => drawdown ?? undefined,
    cell: ({ drawdown }) => orUnknown(drawdown, percent),
  },
];
