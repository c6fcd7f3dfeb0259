import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { nextStates } from '@pm-arbitrage/core/domain/trade-states.js';
import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import { useRows } from '../../live/use-rows.js';
import { kindTitles } from '../../parts/kind-titles.js';
import type { SearchFilter } from './search-filter.js';

interface SearchFieldsProps {
  readonly filter: SearchFilter;
  readonly onChange: (filter: SearchFilter) => void;
}

/** The conditions of a search; all hold together. */
export function SearchFields({ filter, onChange }: SearchFieldsProps) {
  const strategies = useRows('strategies');
  const change = (name: keyof SearchFilter) => (event: { readonly target: { readonly value: string } }) =>
    onChange({ ...filter, [name]: event.target.value });
  return (
    <div className="filters" role="search" aria-label="Search trades">
      <label className="filter-text">
        <span>Search</span>
        <input
          type="search"
          value={filter.search}
          placeholder="Id, title, market, reason"
          onChange={change('search')}
        />
      </label>
      <label>
        <span>Strategy</span>
        <select value={filter.strategy} onChange={change('strategy')}>
          <option value="">All</option>
          {strategies
            ?.map(({ id }) => id)
            .sort()
            .map((id) => (
              <option key={id}>{id}</option>
            ))}
        </select>
      </label>
      <label>
        <span>Kind</span>
        <select value={filter.kind} onChange={change('kind')}>
          <option value="">All</option>
          {(Object.keys(kindTitles) as TradeKind[]).map((kind) => (
            <option key={kind} value={kind}>
              {kindTitles[kind]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>State</span>
        <select value={filter.state} onChange={change('state')}>
          <option value="">All</option>
          {(Object.keys(nextStates) as TradeState[]).map((state) => (
            <option key={state}>{state}</option>
          ))}
        </select>
      </label>
      <label>
        <span>From, UTC</span>
        <input type="date" value={filter.from} onChange={change('from')} />
      </label>
      <label>
        <span>To, UTC</span>
        <input type="date" value={filter.to} onChange={change('to')} />
      </label>
    </div>
  );
}
