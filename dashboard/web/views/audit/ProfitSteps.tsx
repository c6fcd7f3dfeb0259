import type { TradeTimeline } from '../../../protocol/trade-timeline.js';
import { Gain } from '../../parts/Gain.js';
import { Panel } from '../../parts/Panel.js';

interface ProfitStepsProps {
  /** Null: the opportunity was not kept, so nobody can tell. */
  readonly attribution: TradeTimeline['attribution'];
}

/** Where the profit of a trade came from: steps that add up to it. Those that did nothing are left out. */
export function ProfitSteps({ attribution }: ProfitStepsProps) {
  if (attribution === null) return null;
  const { isOver, profit, steps } = attribution;
  const told = steps.filter(({ amount, reason }) => amount !== 0 || reason === 'found');
  return (
    <Panel title={isOver ? 'Where its profit came from' : 'Where its profit is to come from'}>
      <table className="profit-steps">
        <tbody>
          {told.map(({ amount, note, reason }) => (
            <tr key={reason}>
              <th scope="row">{reason}</th>
              <td className="num">
                <Gain value={amount} />
              </td>
              <td className="quiet">{note}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{isOver ? 'profit' : 'expected'}</th>
            <td className="num">
              <Gain value={profit} />
            </td>
            <td className="quiet">{isOver ? 'booked in cash' : 'if every leg pays as found'}</td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}
