import type { TradeRow } from '../../../protocol/trade-row.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import { cents } from '../../format/cents.js';
import { contracts } from '../../format/contracts.js';
import { dollars } from '../../format/dollars.js';
import { span } from '../../format/span.js';
import { Contract } from '../../parts/Contract.js';
import { Gain } from '../../parts/Gain.js';
import { kindTitles } from '../../parts/kind-titles.js';
import { Tag } from '../../parts/Tag.js';
import { TradeStateTag } from '../../parts/TradeStateTag.js';

/** A trade in its sums, leg by leg. */
export const TradeFacts = ({ trade }: { readonly trade: TradeRow }) => (
  <section className="panel" aria-label="Trade">
    <div className="panel-head">
      <h2>
        {kindTitles[trade.kind]} <TradeStateTag state={trade.state} /> <Tag>{trade.mode}</Tag>
      </h2>
      <code className="quiet">{trade.id}</code>
    </div>
    {trade.reason !== '' && <p className="hint">{trade.reason}</p>}
    <dl className="facts">
      <div>
        <dt>Realised</dt>
        <dd>
          <Gain value={trade.pnl} />
        </dd>
      </div>
      <div>
        <dt>Expected</dt>
        <dd>
          <Gain value={trade.expectedProfit} />
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd className="num">{dollars(trade.cost)}</dd>
      </div>
      <div>
        <dt>Fees</dt>
        <dd className="num">{dollars(trade.fees)}</dd>
      </div>
      <div>
        <dt>Paid out</dt>
        <dd className="num">{dollars(trade.payout)}</dd>
      </div>
      <div>
        <dt>Tick to trade</dt>
        <dd className="num">{trade.tickToTradeMs === null ? '–' : span(trade.tickToTradeMs)}</dd>
      </div>
      <div>
        <dt>Strategy</dt>
        <dd>{trade.strategy}</dd>
      </div>
    </dl>
    <ul className="legs">
      {trade.legs.map((leg) => (
        <li key={`${leg.market} ${leg.side}`}>
          <Contract contract={leg} />
          <span className="num">
            {contracts(leg.filled)} <span className="quiet">of {contracts(leg.quantity)}</span>
          </span>
          <span className="num quiet">
            cost {dollars(addUsd(leg.cost, leg.fee))}, limit {cents(leg.limitPrice)}
          </span>
          <span className="num">{leg.payout === null ? 'not paid yet' : `paid ${dollars(leg.payout)}`}</span>
        </li>
      ))}
    </ul>
  </section>
);
