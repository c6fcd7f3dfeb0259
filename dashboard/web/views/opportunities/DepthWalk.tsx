import type { DepthWalk as Walk } from '../../../protocol/opportunity-row.js';
import { cents } from '../../format/cents.js';
import { contracts } from '../../format/contracts.js';
import { dollars } from '../../format/dollars.js';
import { Contract } from '../../parts/Contract.js';
import { When } from '../../parts/When.js';

/** The levels of one book, best first; the filled part is what the walk takes. */
export function DepthWalk({ walk }: { readonly walk: Walk }) {
  const most = Math.max(1, ...walk.levels.map(({ resting }) => resting));
  return (
    <div className="walk">
      <p className="walk-head">
        <Contract contract={walk} />
      </p>
      <p className="quiet">
        {walk.book === 'detected' ? 'The book that was walked, ' : 'A later book, for comparison, '}
        <When at={walk.bookAt} as="time" />
      </p>
      <table className="levels">
        <thead>
          <tr>
            <th scope="col">Price</th>
            <th scope="col">Taken of resting</th>
            <th scope="col">
              <span className="unseen">Drawn</span>
            </th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {walk.levels.map(({ price, resting, taken, cost }) => (
            <tr key={price} className={taken === 0 ? 'quiet' : undefined}>
              <td className="num">{cents(price)}</td>
              <td className="num">
                {contracts(taken)} of {contracts(resting)}
              </td>
              <td className="level-cell">
                <span className="level" aria-hidden="true">
                  <span className="level-resting" style={{ width: `${(resting / most) * 100}%` }} />
                  <span className="level-taken" style={{ width: `${(taken / most) * 100}%` }} />
                </span>
              </td>
              <td className="num">{taken === 0 ? '' : dollars(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
