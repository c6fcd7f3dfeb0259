import type { VenueRow } from '../../../protocol/venue-row.js';
import { useAction } from '../../api/use-action.js';
import { span } from '../../format/span.js';
import { Age } from '../../parts/Age.js';
import { PauseSwitch } from '../../parts/PauseSwitch.js';
import { Tag } from '../../parts/Tag.js';
import { Venue } from '../../parts/Venue.js';
import { When } from '../../parts/When.js';

/** A feed that says nothing for this long is suspect, ms. */
const OLD_DATA_MS = 10_000;

const grouped = (value: number): string => value.toLocaleString('en-US');
const orUnknown = (value: number | null, say: (value: number) => string = grouped): string =>
  value === null ? '–' : say(value);

/** One venue: is it there, how fresh, how fast. */
export function VenueHealth({ venue }: { readonly venue: VenueRow }) {
  const pause = useAction('/api/v1/venues/pause');
  const resume = useAction('/api/v1/venues/resume');
  const { id, enabled, connected, breaker, paused } = venue;
  return (
    <li className="venue-health">
      <div className="venue-head">
        <h3>
          <Venue platform={id} />
          {!enabled && <Tag>switched off</Tag>}
          {enabled && connected === true && <Tag tone="good">connected</Tag>}
          {enabled && connected === false && <Tag tone="bad">disconnected</Tag>}
          {enabled && connected === null && <Tag tone="warn">not heard of</Tag>}
          {breaker !== null && <Tag tone="bad">breaker open</Tag>}
          {paused !== null && <Tag tone="warn">paused</Tag>}
        </h3>
        <PauseSwitch
          what={`venue ${id}`}
          paused={paused !== null}
          pause={(reason) => pause.mutateAsync({ platform: id, reason })}
          resume={(reason) => resume.mutateAsync({ platform: id, reason })}
        >
          Nothing new is bought there. What is held stays, and trades under way are brought to their end.
        </PauseSwitch>
      </div>
      {breaker !== null && <p className="failed-line">{breaker}</p>}
      {paused !== null && (
        <p className="hint">
          Paused by {paused.by}, <When at={paused.at} />: {paused.reason}
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>Last data</dt>
          <dd>
            <Age at={venue.dataAt} oldAfterMs={OLD_DATA_MS} />
          </dd>
        </div>
        <div>
          <dt>Updates a second</dt>
          <dd className="num">{Math.round(venue.updatesPerSecond)}</dd>
        </div>
        <div>
          <dt>Books</dt>
          <dd className="num">
            {orUnknown(venue.books)}
            {(venue.brokenBooks ?? 0) > 0 && <span className="bad-text"> {venue.brokenBooks} broken</span>}
          </dd>
        </div>
        <div>
          <dt>Feed latency</dt>
          <dd className="num">{orUnknown(venue.feedLatencyMs, span)}</dd>
        </div>
        <div>
          <dt>Order latency</dt>
          <dd className="num">{orUnknown(venue.orderLatencyMs, span)}</dd>
        </div>
        <div>
          <dt>Reconnects</dt>
          <dd className="num">{orUnknown(venue.reconnects)}</dd>
        </div>
        <div>
          <dt>Books asked again</dt>
          <dd className="num">{orUnknown(venue.resyncs)}</dd>
        </div>
        <div>
          <dt>Frames refused</dt>
          <dd className="num">
            {orUnknown(venue.refused)} <span className="quiet">of {orUnknown(venue.frames)}</span>
          </dd>
        </div>
      </dl>
    </li>
  );
}
