/** The value that a share of the values does not exceed. @throws RangeError of no values */
export function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  const value = ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(share * ascending.length) - 1))];
  if (value === undefined) throw new RangeError('no values');
  return value;
}
