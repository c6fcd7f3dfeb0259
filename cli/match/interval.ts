/** A share with its 95 % interval: [low, high], all within 0…1; null where nothing was counted. */
export type Interval = readonly [low: number, high: number];

const Z = 1.959_963_984_540_054;

/**
 * Wilson's score interval of a share at 95 %, which stays within 0…1 and holds for few counts and for shares near 0 or
 * 1 (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
 */
export function wilsonInterval(hits: number, of: number): Interval | null {
  if (of === 0) return null;
  const share = hits / of;
  const spread = (Z * Z) / of;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  // Exact at the ends, where the sum of roundings is not.
  return [hits === 0 ? 0 : centre - half, hits === of ? 1 : centre + half];
}
