import type { PositionRow } from '../../../protocol/position-row.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import { memo } from 'react';
import { placeHash } from '../../app/place.js';
import { contracts } from '../../format/contracts.js';
import { dollars } from '../../format/dollars.js';
import { kindTitles } from '../../parts/kind-titles.js';
import { Age } from '../../parts/Age.js';
import { Countdown } from '../../parts/Countdown.js';
import { Gain } from '../../parts/Gain.js';
import { Tag } from '../../parts/Tag.js';
import { TradeStateTag } from '../../parts/TradeStateTag.js';
import { When } from '../../parts/When.js';
import { PositionLeg } from './PositionLeg.js';

/** A mark that rests on a book that has not changed for this long is said to be old, ms. */
const OLD_BOOK_MS = 60_000;
/** These pay on average, by a model; all others pay what they say in every world. */
const modelled: ReadonlySet<PositionRow['kind']> = new Set(['fair-value', 'fair-quote', 'spike', 'close']);

/** One trade with all its legs, as one thing. */
export const Position = memo(function Position({ position }: { readonly position: PositionRow }) {
  const { id, strategy, kind, state, reason, quantity, cost, fees, floorPayout, exitValue, unrealised, markedAt } =
    position;
  return (
    <li className={position.inDoubt || state === 'naked' ? 'trade trade-alarm' : 'trade'}>
      <div className="trade-head">
        <h3>
          <a href={placeHash('audit', id)}>{kindTitles[kind]}</a>
          <TradeStateTag state={state} />
          {position.inDoubt && <Tag tone="bad">order in doubt</Tag>}
        </h3>
        <p className="quiet">
          {strategy}, opened <When at={position.openedAt} />
        </p>
        {reason !== '' && <p className="hint">{reason}</p>}
      </div>
      <dl className="facts trade-facts">
        <div>
          <dt>Unrealised</dt>
          <dd>
            <Gain value={unrealised} />
          </dd>
        </div>
        <div>
          <dt>Exit value now</dt>
          <dd className="num">
            {exitValue === null ? <span className="quiet">book unknown or too thin</span> : dollars(exitValue)}{' '}
            {markedAt !== null && <Age at={markedAt} oldAfterMs={OLD_BOOK_MS} onlyOld />}
          </dd>
        </div>
        <div>
          <dt>Cost with fees</dt>
          <dd className="num">{dollars(addUsd(cost, fees))}</dd>
        </div>
        <div>
          <dt>{modelled.has(kind) ? 'Pays on average, at worst' : 'Pays at least'}</dt>
          <dd className="num">
            {dollars(floorPayout)} <span className="quiet">{contracts(quantity)} sets</span>
          </dd>
        </div>
        <div>
          <dt>Resolves</dt>
          <dd>
            <Countdown to={position.resolutionTime} />
          </dd>
        </div>
      </dl>
      <ul className="legs">
        {position.legs.map((leg) => (
          <PositionLeg key={`${leg.market} ${leg.side}`} leg={leg} />
        ))}
      </ul>
    </li>
  );
});
