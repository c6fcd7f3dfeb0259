import type { VenueRow } from '../../../protocol/venue-row.js';
import { Empty } from '../../parts/Empty.js';
import { Tag } from '../../parts/Tag.js';
import { Venue } from '../../parts/Venue.js';

/** Which venues the executor leaves alone, and why. */
export const Breakers = ({ venues }: { readonly venues: readonly VenueRow[] }) =>
  venues.length === 0 ? (
    <Empty title="No venue is known" />
  ) : (
    <ul className="breakers">
      {venues.map(({ id, breaker, paused }) => (
        <li key={id}>
          <Venue platform={id} />
          {breaker === null ? <Tag tone="good">closed, trading</Tag> : <Tag tone="bad">open</Tag>}
          {paused !== null && <Tag tone="warn">paused by {paused.by}</Tag>}
          {breaker !== null && <span className="quiet">{breaker}</span>}
        </li>
      ))}
    </ul>
  );
