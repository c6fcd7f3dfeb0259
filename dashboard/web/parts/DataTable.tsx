import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
});

export interface Column<R> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: R) => ReactNode;
  /** What it is sorted by; without it the column cannot be sorted by. */
  readonly value?: (row: R) => string | number | undefined;
  readonly numeric?: boolean;
  /** Left out on a phone. */
  readonly wide?: boolean;
}

interface DataTableProps<R> {
  /** What the table holds, for readers of the screen. */
  readonly caption: string;
  /** Must not change between renders, or every row is made anew. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  readonly sortedBy: { readonly id: string; readonly desc: boolean };
  /** Shown under the row. */
  readonly detail?: (row: R) => ReactNode;
}

const classOf = <R,>({ numeric, wide }: Column<R>): string =>
  `${numeric === true ? 'numeric' : ''} ${wide === true ? 'wide' : ''}`.trim();

/** Rows that can be sorted by their columns, by mouse and by keyboard. */
export function DataTable<R extends object>({ caption, columns, rows, idOf, sortedBy, detail }: DataTableProps<R>) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, R>();
    return helper.columns(
      columns.map((column) =>
        helper.accessor((row) => column.value?.(row), {
          id: column.id,
          enableSorting: column.value !== undefined,
          sortUndefined: 'last',
        }),
      ),
    );
  }, [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows as R[],
    getRowId: idOf,
    enableSortingRemoval: false,
    enableMultiSort: false,
    initialState: { sorting: [{ ...sortedBy }] },
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => {
              const header = headers[index]?.column;
              const sorted = header?.getIsSorted() ?? false;
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={classOf(column)}
                  aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                >
                  {column.value === undefined ? (
                    column.header
                  ) : (
                    <button type="button" className="sort" onClick={header?.getToggleSortingHandler()}>
                      {column.header}
                      <span aria-hidden="true">{sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}</span>
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ id, original }) => {
            const below = detail?.(original) ?? null;
            return [
              <tr key={id} className={below === null ? undefined : 'has-detail'}>
                {columns.map((column) => (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(original)}
                  </td>
                ))}
              </tr>,
              below !== null && (
                <tr key={`${id} detail`} className="detail">
                  <td colSpan={columns.length}>{below}</td>
                </tr>
              ),
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}
