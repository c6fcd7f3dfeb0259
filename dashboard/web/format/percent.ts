/** A share of one: `4.2%`, `−12%`; one decimal below ten percent, none above a hundred. */
export function percent(share: number): string {
  const size = Math.abs(share * 100);
  const digits = size >= 10 ? 0 : size >= 1 ? 1 : 2;
  return `${share < 0 ? '\u2212' : ''}${size.toFixed(size === 0 ? 0 : digits)}%`;
}
