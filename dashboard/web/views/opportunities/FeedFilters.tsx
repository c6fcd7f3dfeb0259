import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import { kindTitles } from '../../parts/kind-titles.js';
import type { FeedFilter } from './filter-feed.js';
import { outcomeTitles } from './outcome-titles.js';

interface FeedFiltersProps {
  readonly filter: FeedFilter;
  readonly onChange: (filter: FeedFilter) => void;
}

/** What of the feed is shown. */
export const FeedFilters = ({ filter, onChange }: FeedFiltersProps) => (
  <div className="filters" role="search" aria-label="Filter the feed">
    <label>
      <span>Outcome</span>
      <select
        value={filter.outcome}
        onChange={(event) => onChange({ ...filter, outcome: event.target.value as FeedFilter['outcome'] })}
      >
        <option value="all">All</option>
        {Object.entries(outcomeTitles).map(([kind, title]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span>Kind</span>
      <select
        value={filter.kind}
        onChange={(event) => onChange({ ...filter, kind: event.target.value as FeedFilter['kind'] })}
      >
        <option value="all">All</option>
        {(Object.keys(kindTitles) as TradeKind[]).map((kind) => (
          <option key={kind} value={kind}>
            {kindTitles[kind]}
          </option>
        ))}
      </select>
    </label>
    <label className="filter-text">
      <span>Market</span>
      <input
        type="search"
        value={filter.text}
        placeholder="Title or id"
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
    </label>
  </div>
);
