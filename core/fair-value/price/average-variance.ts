/**
 * Variance of an average of n prints of a Brownian motion of unit variance a second, seen from now, when the last
 * `left` of them are still to come: (left/n)²·t + Δ·(left − 1)·left·(2·left − 1) / 6n², t seconds to the next print.
 * With all ahead this is τ − w + w(n + 1)(2n + 1)/6n², w = nΔ (Kemna and Vorst 1990; Turnbull and Wakeman 1991).
 * Prints that should have come and have not yet count as if the next one came now.
 * @param secondsLeft to the last print
 * @param spacing Δ, seconds
 * @returns seconds
 */
export function averageVariance(prints: number, left: number, spacing: number, secondsLeft: number): number {
  if (left === 0) return 0;
  const toNext = Math.max(0, secondsLeft - (left - 1) * spacing);
  const later = (spacing * (left - 1) * left * (2 * left - 1)) / 6;
  return (left * left * toNext + later) / (prints * prints);
}
