import type { PortfolioView } from '../../../protocol/portfolio-view.js';
import { ratioOf, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { dollars } from '../../format/dollars.js';
import { Empty } from '../../parts/Empty.js';
import { Panel } from '../../parts/Panel.js';
import { Countdown } from '../../parts/Countdown.js';
import { When } from '../../parts/When.js';

const DAY = 86_400_000;

/** When the money at work is expected back. */
export function LockedCapital({ view: { locked } }: { readonly view: PortfolioView }) {
  const most = usd(Math.max(1, ...locked.map(({ amount }) => amount)));
  return (
    <Panel
      title="Locked, by day of release"
      hint={locked.length > 0 && `${dollars(sumUsd(locked.map(({ amount }) => amount)))} in all`}
    >
      {locked.length === 0 ? (
        <Empty title="Nothing is locked">Capital in open trades stands here by the day on which it comes back.</Empty>
      ) : (
        <ol className="locked">
          {locked.map(({ day, amount, trades }) => (
            <li key={day}>
              <span>
                <When at={day} as="day" />
                <span className="quiet">
                  <Countdown to={day + DAY - 1} />
                </span>
              </span>
              <span className="locked-bar" aria-hidden="true">
                <span style={{ width: `${ratioOf(amount, most) * 100}%` }} />
              </span>
              <span className="num">
                {dollars(amount)}
                <span className="quiet">
                  {trades} {trades === 1 ? 'trade' : 'trades'}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
