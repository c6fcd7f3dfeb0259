import Table from 'cli-table3';
import { fitColumns } from './fit-columns.js';

/** One JSON document on standard output. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

export const printLine = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** What happens, for the person who watches: on standard error, so that standard output stays a document. */
export const printNote = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Columns of a place that is no terminal: wide enough for everything, so that pipes and files lose nothing. */
const UNLIMITED = 10_000;

/** Rows as a plain table that fits the terminal, columns in the order of the first row's keys; `none` without rows. */
export function tableText(rows: readonly Readonly<Record<string, unknown>>[], none: string): string {
  const first = rows[0];
  if (first === undefined) return none;
  const columns = Object.keys(first);
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const [head = [], ...body] = fitColumns(cells, process.stdout.columns ?? UNLIMITED);
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...body);
  return table.toString();
}

export const printTable = (rows: readonly Readonly<Record<string, unknown>>[], none: string): void =>
  printLine(tableText(rows, none));
