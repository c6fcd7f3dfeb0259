import type { TimelineEntry as Entry } from '../../../protocol/trade-timeline.js';
import { bothZones, timeOfDay } from '../../format/moment.js';
import { dollars } from '../../format/dollars.js';
import { span } from '../../format/span.js';

const milliseconds = (at: number): string => String(at % 1_000).padStart(3, '0');

/** One step, with the time in both zones and the wait before it. */
export const TimelineEntry = ({ entry }: { readonly entry: Entry }) => (
  <li className={`step step-${entry.kind}`}>
    <div className="step-when" title={bothZones(entry.at)}>
      <time dateTime={new Date(entry.at).toISOString()} className="num">
        {timeOfDay(entry.at, 'utc')}.{milliseconds(entry.at)} <span className="quiet">UTC</span>
      </time>
      <span className="step-local">
        <span className="step-wait num">{entry.sinceMs === null ? '' : `+${span(entry.sinceMs)}`}</span>
        <span className="num quiet">{timeOfDay(entry.at, 'local')} local</span>
      </span>
    </div>
    <div className="step-what">
      <p>
        <strong>{entry.title}</strong> <span className="quiet">{entry.source}</span>
        {entry.fee !== null && <span className="num quiet"> fee {dollars(entry.fee)}</span>}
      </p>
      {entry.details.length > 0 && (
        <dl>
          {entry.details.map(({ name, value }, index) => (
            <div key={`${index} ${name}`}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  </li>
);
