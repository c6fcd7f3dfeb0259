import type { LimitUse } from '../../../protocol/risk-view.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { dollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { plainWords } from '../../format/plain-words.js';
import { span } from '../../format/span.js';
import { Empty } from '../../parts/Empty.js';
import { Meter } from '../../parts/Meter.js';

const inUnit = (value: number, unit: LimitUse['unit']): string => {
  switch (unit) {
    case 'usd':
      return dollars(usd(Math.round(value)));
    case 'ms':
      return span(value);
    case 'count':
      return value.toLocaleString('en-US');
  }
};

/** A limit of nothing is full as soon as anything is used. */
const shareOf = ({ used, limit }: LimitUse): number => (limit > 0 ? used / limit : used > 0 ? 1 : 0);

/** Every limit with its use as a bar. */
export const Limits = ({ limits }: { readonly limits: readonly LimitUse[] }) =>
  limits.length === 0 ? (
    <Empty title="No limits are known">The risk guardian tells them as soon as it runs.</Empty>
  ) : (
    <ul className="limits">
      {limits.map((use) => {
        const share = shareOf(use);
        const text = `${inUnit(use.used, use.unit)} of ${inUnit(use.limit, use.unit)}`;
        return (
          <li key={`${use.rule} ${use.subject ?? ''}`}>
            <p className="limit-head">
              <span>
                {plainWords(use.rule)}
                {use.subject !== null && <span className="quiet limit-subject">{use.subject}</span>}
              </span>
              <span className="num">{percent(share)}</span>
            </p>
            <Meter share={share} label={`${plainWords(use.rule)} ${use.subject ?? ''}`} text={text} />
            <p className="quiet num">{text}</p>
          </li>
        );
      })}
    </ul>
  );
