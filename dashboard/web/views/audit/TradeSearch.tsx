import { useDeferredValue, useState } from 'react';
import { address, type Parameters } from '../../api/address.js';
import { useAnswer } from '../../api/use-answer.js';
import { Empty } from '../../parts/Empty.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { ChainState } from './ChainState.js';
import { noFilter, type SearchFilter, searchParameters } from './search-filter.js';
import { SearchFields } from './SearchFields.js';
import { TradeList } from './TradeList.js';

/** All trades, searched and paged by the server. */
export function TradeSearch() {
  const [filter, setFilter] = useState<SearchFilter>(noFilter);
  const [pages, setPages] = useState<readonly string[]>([]);
  const parameters = useDeferredValue(searchParameters(filter));
  const before = pages.at(-1);
  const { data, error, refetch } = useAnswer('/api/v1/trades', {
    parameters: { ...parameters, limit: 50, ...(before === undefined ? {} : { before }) },
    everyMs: 5_000,
  });
  const next = data?.next ?? null;
  return (
    <>
      <ChainState />
      <Panel title="Trades" count={data?.total} aside={<Downloads parameters={parameters} />}>
        <SearchFields
          filter={filter}
          onChange={(next) => {
            setPages([]);
            setFilter(next);
          }}
        />
        {data === undefined && error !== null && (
          <Failed what="The history" error={error} retry={() => void refetch()} />
        )}
        {data === undefined && error === null && <Loading lines={8} />}
        {data !== undefined && data.trades.length === 0 && (
          <Empty title={filter === noFilter ? 'No trades yet' : 'No trade matches'}>
            {filter === noFilter
              ? 'Each request of a strategy stands here, also those that were refused.'
              : 'Loosen the search.'}
          </Empty>
        )}
        {data !== undefined && data.trades.length > 0 && <TradeList trades={data.trades} />}
        <nav className="pager" aria-label="Pages">
          <button
            type="button"
            className="button"
            disabled={pages.length === 0}
            onClick={() => setPages(pages.slice(0, -1))}
          >
            Newer
          </button>
          <button
            type="button"
            className="button"
            disabled={next === null}
            onClick={() => next !== null && setPages([...pages, next])}
          >
            Older
          </button>
        </nav>
      </Panel>
    </>
  );
}

const Downloads = ({ parameters }: { readonly parameters: Parameters }) => (
  <span className="downloads">
    Download{' '}
    <a href={address('/api/v1/trades.csv', parameters)} download>
      CSV
    </a>{' '}
    <a href={address('/api/v1/trades.parquet', parameters)} download>
      Parquet
    </a>
  </span>
);
