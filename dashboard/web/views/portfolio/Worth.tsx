import type { PortfolioView } from '../../../protocol/portfolio-view.js';
import { ratioOf, subUsd } from '@pm-arbitrage/core/money/money.js';
import { dollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { Age } from '../../parts/Age.js';
import { Gain } from '../../parts/Gain.js';
import { Tag } from '../../parts/Tag.js';

/** A portfolio that is older than this is said to be, ms. */
const OLD_MS = 15_000;
/** Books move all the time; marks that rest on older ones are worth little, ms. */
const OLD_BOOK_MS = 60_000;

/** How much do I have, and how far is it from the stop. */
export function Worth({ view }: { readonly view: PortfolioView }) {
  const { equity, highWaterMark, floor, unrealised, markedAt, mode, pausedToday } = view;
  const fallen = subUsd(highWaterMark, equity);
  return (
    <section className="worth" aria-label="Equity">
      <p className="label">
        {mode === 'paper' ? 'Paper equity' : 'Live equity'} <Age at={view.at} oldAfterMs={OLD_MS} onlyOld />
      </p>
      <p className="worth-equity num">{dollars(equity)}</p>
      <dl className="facts">
        <div>
          <dt>Above the floor</dt>
          <dd className="num">
            {dollars(subUsd(equity, floor))} <span className="quiet">of {dollars(floor)}</span>
          </dd>
        </div>
        <div>
          <dt>High-water mark</dt>
          <dd className="num">
            {dollars(highWaterMark)}{' '}
            <span className="quiet">
              {fallen > 0 ? `${percent(ratioOf(fallen, highWaterMark))} below it` : 'reached'}
            </span>
          </dd>
        </div>
        <div>
          <dt>If all were sold now</dt>
          <dd>
            <Gain value={unrealised} /> {markedAt !== null && <Age at={markedAt} oldAfterMs={OLD_BOOK_MS} onlyOld />}
          </dd>
        </div>
      </dl>
      {pausedToday && <Tag tone="warn">Paused until 00:00 UTC: loss of the day</Tag>}
    </section>
  );
}
