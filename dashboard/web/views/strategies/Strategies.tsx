import { useMemo, useState } from 'react';
import { useRows } from '../../live/use-rows.js';
import { DataTable } from '../../parts/DataTable.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { scoreScale, ScoreScale } from './score-scale.js';
import { strategyColumns } from './strategy-columns.js';
import { StrategyDetail } from './StrategyDetail.js';

const first = { id: 'rank', desc: false };

/** Which strategy earns, how sure that is, and what capital it was given for it. */
export function Strategies() {
  const rows = useRows('strategies');
  const [open, setOpen] = useState<string | null>(null);
  const columns = useMemo(
    () => strategyColumns({ open, toggle: (id) => setOpen((now) => (now === id ? null : id)) }),
    [open],
  );
  const scale = useMemo(() => scoreScale(rows ?? []), [rows]);
  if (rows === null) return <Loading lines={8} />;
  return (
    <ScoreScale value={scale}>
      <Panel
        title="Leaderboard"
        count={rows.length}
        hint="Ranked by the lower end of the interval of the daily Sharpe ratio: few trades, wide interval, little capital."
      >
        {rows.length === 0 ? (
          <Empty title="No strategy trades yet">Each one stands here as soon as its process has started.</Empty>
        ) : (
          <DataTable
            caption="Strategies, best first"
            columns={columns}
            rows={rows}
            idOf={({ id }) => id}
            sortedBy={first}
            detail={(row) => (row.id === open ? <StrategyDetail row={row} /> : null)}
          />
        )}
      </Panel>
    </ScoreScale>
  );
}
