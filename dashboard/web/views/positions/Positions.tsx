import { useMemo, useState } from 'react';
import { useRows } from '../../live/use-rows.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { Doubts } from './Doubts.js';
import { Position } from './Position.js';
import { positionOrders, type PositionOrder } from './position-orders.js';

/** What is held, trade by trade; orders whose fate nobody knows come first. */
export function Positions() {
  const positions = useRows('positions');
  const doubts = useRows('doubts');
  const [order, setOrder] = useState<PositionOrder>('resolution');
  const sorted = useMemo(() => positions?.toSorted(positionOrders[order].compare) ?? null, [positions, order]);
  if (sorted === null || doubts === null) return <Loading lines={8} />;
  return (
    <>
      {doubts.length > 0 && <Doubts doubts={doubts} />}
      <Panel
        title="Open trades"
        count={sorted.length}
        aside={
          <label className="pick">
            Sort by
            <select value={order} onChange={(event) => setOrder(event.target.value as PositionOrder)}>
              {Object.entries(positionOrders).map(([name, { title }]) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        }
      >
        {sorted.length === 0 ? (
          <Empty title="Nothing is held">
            A trade stands here, with both of its legs, from its first fill to its payout.
          </Empty>
        ) : (
          <ul className="trades">
            {sorted.map((position) => (
              <Position key={position.id} position={position} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
