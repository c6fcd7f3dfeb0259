import type { OpportunityRow } from '../../../protocol/opportunity-row.js';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { useRows } from '../../live/use-rows.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { FeedFilters } from './FeedFilters.js';
import { filterFeed, openFilter, type FeedFilter } from './filter-feed.js';
import { Opportunity } from './Opportunity.js';

/** More at once nobody reads, and every one of them is work for the phone. */
const PAGE = 20;

/** What was found, newest first, and why each was taken or not. */
export function Opportunities({ selected }: { readonly selected: string | null }) {
  // A storm of finds is drawn when there is time, in pieces, so that clicks come first.
  const rows = useDeferredValue(useRows('opportunities'));
  const [filter, setFilter] = useState<FeedFilter>(openFilter);
  const [most, setMost] = useState(PAGE);
  const [held, setHeld] = useState<typeof rows>(null);
  const shown = held ?? rows;
  const found = useMemo(() => (shown === null ? null : filterFeed(shown, filter)), [shown, filter]);
  const known = useMemo(() => new Set(held?.map(({ id }) => id)), [held]);
  const missed = held === null ? 0 : (rows?.filter(({ id }) => !known.has(id)).length ?? 0);
  if (found === null) return <Loading lines={10} />;
  return (
    <Panel
      title="Feed"
      count={found.length}
      aside={
        <button
          type="button"
          className="button"
          aria-pressed={held !== null}
          onClick={() => setHeld(held === null ? rows : null)}
        >
          {held === null ? 'Hold still' : `Go on${missed > 0 ? `, ${missed} new` : ''}`}
        </button>
      }
    >
      <FeedFilters filter={filter} onChange={setFilter} />
      {found.length === 0 ? (
        shown?.length === 0 ? (
          <Empty title="Nothing found yet">Books are watched; an opportunity stands here the moment it is seen.</Empty>
        ) : (
          <Empty title="Nothing matches these filters" />
        )
      ) : (
        <FeedList found={found} most={most} selected={selected} />
      )}
      {found.length > most && (
        <p className="pager">
          <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
            Show {Math.min(PAGE, found.length - most)} more
          </button>
        </p>
      )}
    </Panel>
  );
}

interface FeedListProps {
  readonly found: readonly OpportunityRow[];
  readonly most: number;
  readonly selected: string | null;
}

const FeedList = memo(function FeedList({ found, most, selected }: FeedListProps) {
  return (
    <ul className="feed">
      {found.slice(0, most).map((row) => (
        <Opportunity key={row.id} row={row} open={row.id === selected} />
      ))}
    </ul>
  );
});
