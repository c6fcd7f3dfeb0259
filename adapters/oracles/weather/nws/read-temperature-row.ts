/** The observed value of a row, or why there is none. */
export type RowValue = { readonly value: number } | { readonly missing: string };

/** "79", "-21R", "53R", "MM", "M": letters behind a number say that it is a record or was estimated. */
const VALUE = /^(?:(-?\d{1,3})([A-Z*+#]{0,2})|MM?|--+)$/;
/** °F that the air was never above or below. */
const HOTTEST = 140;
const COLDEST = -90;

/** The rows that are read. */
export type TemperatureRow = 'MAXIMUM' | 'MINIMUM';

/**
 * Reads the observed value of a row such as `  MAXIMUM         79    418 PM  99    1986  85     -6       83`. Columns to
 * its right hold times, records, normals and last year's value, and any of them may be blank: so whether a number is the
 * observed one is told by where it stands below the heading, not by its place in the line.
 * @param observed columns of the word OBSERVED in the heading; null without a heading: the first number then counts.
 */
export function readTemperatureRow(
  row: string,
  which: TemperatureRow,
  observed: { readonly from: number; readonly to: number } | null,
): RowValue {
  const label = /^\s*(MAXIMUM|MINIMUM)(?![A-Z])/i.exec(row);
  if (label?.[1]?.toUpperCase() !== which) return { missing: `the row is no ${which.toLowerCase()}` };
  const rest = row.slice(label[0].length);
  const first = /\S+/.exec(rest);
  if (!first) return { missing: `the row ${which} is empty` };
  const from = label[0].length + first.index;
  const to = from + first[0].length;
  if (observed !== null && (from > observed.to || to < observed.from))
    return { missing: `the row ${which} has no observed value` };
  const found = VALUE.exec(first[0].toUpperCase());
  if (!found) return { missing: `the observed value is "${first[0].slice(0, 20)}"` };
  if (found[1] === undefined) return { missing: 'the observed value is missing (MM)' };
  const value = Number(found[1]);
  // "1986" cannot get here: three digits at most. A time such as "418" followed by AM or PM can.
  if (/^\s+(?:AM|PM)\b/i.test(rest.slice(first.index + first[0].length)))
    return { missing: `the row ${which} has a time and no observed value` };
  return value >= COLDEST && value <= HOTTEST ? { value } : { missing: `no air has ${value} degrees F` };
}
