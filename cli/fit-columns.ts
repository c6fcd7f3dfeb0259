/** Border and padding that a table draws around each cell. */
const FRAME = 3;
const NARROWEST = 6;

/**
 * Shortens cells until a table of them fits `width` characters: always the widest column first, and cells in their
 * middle, because long ids differ at their ends. Several lines in a cell are shortened one by one.
 */
export function fitColumns(rows: readonly (readonly string[])[], width: number): string[][] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const room = width - 1 - widths.length * FRAME;
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return rows.map((row) =>
    row.map((cell, column) =>
      cell
        .split('\n')
        .map((line) => shorten(line, widths[column] as number))
        .join('\n'),
    ),
  );
}

const widthOf = (cell: string): number => Math.max(...cell.split('\n').map((line) => line.length));

/** "polymarket:0x1234567890" in 12 characters is "polyma…67890". */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = Math.max(1, width - 1);
  const head = Math.ceil(kept / 2);
  return `${text.slice(0, head)}…${head === kept ? '' : text.slice(text.length - (kept - head))}`;
}
