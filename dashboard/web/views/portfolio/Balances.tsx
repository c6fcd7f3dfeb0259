import type { PortfolioView } from '../../../protocol/portfolio-view.js';
import { addUsd, ratioOf, subUsd, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { dollars } from '../../format/dollars.js';
import { Panel } from '../../parts/Panel.js';
import { Venue } from '../../parts/Venue.js';

type Balance = PortfolioView['balances'][number];

/** Reserved money is part of the cash; what a venue has less than was claimed is no free money. */
const freeOf = ({ cash, reserved }: Balance): Usd => usd(Math.max(0, subUsd(cash, reserved)));

/** Where the money is, and what it does there. */
export function Balances({ view }: { readonly view: PortfolioView }) {
  const most = view.balances.reduce<Usd>(
    (top, { cash, contracts }) => usd(Math.max(top, addUsd(cash, contracts))),
    usd(1),
  );
  return (
    <Panel
      title="Where it is"
      hint={
        <span className="legend">
          <span className="swatch swatch-free">Free {dollars(view.free)}</span>
          <span className="swatch swatch-reserved">Reserved {dollars(view.reserved)}</span>
          <span className="swatch swatch-deployed">In contracts {dollars(view.deployed)}</span>
        </span>
      }
    >
      <ul className="balances">
        {view.balances.map((balance) => {
          const { platform, cash, contracts, reserved } = balance;
          const parts = [
            { name: 'free', amount: freeOf(balance) },
            { name: 'reserved', amount: reserved },
            { name: 'deployed', amount: contracts },
          ];
          return (
            <li key={platform}>
              <p className="balance-head">
                <Venue platform={platform} />
                <span className="num">{dollars(addUsd(cash, contracts))}</span>
              </p>
              <div className="stack" aria-hidden="true">
                {parts.map(({ name, amount }) => (
                  <span key={name} className={`part-${name}`} style={{ width: `${ratioOf(amount, most) * 100}%` }} />
                ))}
              </div>
              <p className="quiet num">
                {dollars(freeOf(balance))} free, {dollars(reserved)} reserved, {dollars(contracts)} in contracts at cost
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
