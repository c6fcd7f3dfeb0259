import type { PortfolioView } from '../../../protocol/portfolio-view.js';
import { dollars } from '../../format/dollars.js';
import { Gain } from '../../parts/Gain.js';

const periods = [
  { name: 'today', title: 'Today', title2: 'since 00:00 UTC' },
  { name: 'week', title: '7 days', title2: '' },
  { name: 'month', title: '30 days', title2: '' },
  { name: 'all', title: 'All', title2: '' },
] as const;

/** Realised profit by period. */
export const ProfitPeriods = ({ view: { profit } }: { readonly view: PortfolioView }) => (
  <section className="periods" aria-label="Realised profit">
    {periods.map(({ name, title, title2 }) => {
      const { pnl, fees, trades } = profit[name];
      return (
        <div key={name} className="period">
          <p className="label">
            {title} {title2 !== '' && <span className="quiet">{title2}</span>}
          </p>
          <p className="period-pnl">
            <Gain value={pnl} />
          </p>
          <p className="quiet num">
            {trades} {trades === 1 ? 'trade' : 'trades'}, fees {dollars(fees)}
          </p>
        </div>
      );
    })}
  </section>
);
