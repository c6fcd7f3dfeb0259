import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { ratioOf } from '@pm-arbitrage/core/money/money.js';
import { dollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { ratio } from '../../format/ratio.js';
import { When } from '../../parts/When.js';
import { Calibration } from './Calibration.js';
import { PauseStrategy } from './PauseStrategy.js';
import { Score } from './Score.js';
import { StrategyState } from './StrategyState.js';

/** Everything about one strategy: why it has its capital, all its measures, how honest its model is. */
export function StrategyDetail({ row }: { readonly row: StrategyRow }) {
  const { allocation, winRate, calibration, models, paused, inUse } = row;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Trades', `${row.trades}, ${row.wins} won`],
    ['Win rate', winRate && `${percent(winRate.rate)} (${percent(winRate.low)} to ${percent(winRate.high)})`],
    ['Sharpe, a year', row.sharpe === null ? null : ratio(row.sharpe)],
    ['Sortino, a year', row.sortino === null ? null : ratio(row.sortino)],
    ['Largest drawdown', row.drawdown === null ? null : percent(row.drawdown)],
    ['Return on capital', row.roi === null ? null : percent(row.roi)],
    ['Profit factor', row.profitFactor === null ? null : ratio(row.profitFactor)],
    ['Fees', dollars(row.fees)],
  ];
  return (
    <div className="strategy-detail">
      <div>
        <p className="only-phone">
          <StrategyState row={row} />
        </p>
        <p className="only-phone">
          <Score score={row.score} />
        </p>
        {allocation === null ? (
          <p>It has no allocation.</p>
        ) : (
          <p>
            <strong className="num">{dollars(allocation.capital)}</strong> since <When at={allocation.at} />
            {allocation.before !== null && <span className="quiet"> (before: {dollars(allocation.before)})</span>},{' '}
            {percent(ratioOf(inUse, allocation.capital))} of it in use.
            <br />
            {allocation.reason}
          </p>
        )}
        {paused !== null && (
          <p>
            Paused by {paused.by}, <When at={paused.at} />: {paused.reason}
          </p>
        )}
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value ?? <span className="quiet">too little to tell</span>}</dd>
            </div>
          ))}
          <div>
            <dt>Last trade</dt>
            <dd>{row.lastTradeAt === null ? <span className="quiet">none</span> : <When at={row.lastTradeAt} />}</dd>
          </div>
        </dl>
        <PauseStrategy row={row} />
      </div>
      <div className="calibrations">
        {calibration === null && models.length === 0 && (
          <p className="quiet calibration-none">
            No calibration: it trades on no probabilities, or none has come to an outcome.
          </p>
        )}
        {calibration !== null && <Calibration title="Its own trades" calibration={calibration} />}
        {models.map((one) => (
          <Calibration key={one.model} title={`Model ${one.model}, on every market it valued`} {...one} />
        ))}
      </div>
    </div>
  );
}
