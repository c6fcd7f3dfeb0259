const NEGLIGIBLE = 1e-15;

/** Masses of the sum of two independent counts; a tail that does not count is cut off. */
export function addCounts(one: readonly number[], other: readonly number[]): readonly number[] {
  const sum: number[] = Array.from({ length: one.length + other.length - 1 }, () => 0);
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < other.length; j++)
      sum[i + j] = (sum[i + j] as number) + (one[i] as number) * (other[j] as number);
  }
  let end = sum.length;
  while (end > 1 && (sum[end - 1] as number) < NEGLIGIBLE) end--;
  return sum.slice(0, end);
}
