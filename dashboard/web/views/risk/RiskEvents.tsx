import type { RiskEventRow } from '../../../protocol/risk-view.js';
import { useMemo } from 'react';
import { placeHash } from '../../app/place.js';
import { plainWords } from '../../format/plain-words.js';
import { Empty } from '../../parts/Empty.js';
import { Tag, type Tone } from '../../parts/Tag.js';
import { When } from '../../parts/When.js';

const SHOWN = 40;
const tones: Readonly<Record<RiskEventRow['kind'], Tone>> = {
  rejection: 'warn',
  resize: 'plain',
  halt: 'bad',
  resume: 'good',
  pause: 'bad',
};

/** What the risk side did, newest first, with the rule and the value that broke it. */
export function RiskEvents({ events }: { readonly events: readonly RiskEventRow[] }) {
  const newest = useMemo(() => events.toSorted((a, b) => b.at - a.at).slice(0, SHOWN), [events]);
  if (newest.length === 0)
    return <Empty title="Nothing was refused">Every request so far was inside every limit.</Empty>;
  return (
    <ul className="events">
      {newest.map(({ id, kind, rule, limit, value, message, tradeId, at }) => (
        <li key={id}>
          <When at={at} as="time" />
          <div>
            <p>
              <Tag tone={tones[kind]}>{kind}</Tag> <strong>{plainWords(rule)}</strong>{' '}
              {value !== '' && (
                <span className="num">
                  {value} <span className="quiet">limit {limit}</span>
                </span>
              )}
            </p>
            <p className="quiet">
              {message} {tradeId !== null && <a href={placeHash('audit', tradeId)}>Trade</a>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
