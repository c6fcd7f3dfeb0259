/** How soon a process that ended is started again. */
export interface RestartPolicy {
  /** Wait before the first restart, ms. */
  readonly firstMs: number;
  /** Longest wait, ms. */
  readonly longestMs: number;
  /** A process that ran this long counts as healthy: its next failure is a first one again, ms. */
  readonly healthyMs: number;
}

export const restartPolicy: RestartPolicy = { firstMs: 250, longestMs: 30_000, healthyMs: 10_000 };

export interface Restart {
  /** Failures in a row, this one included. */
  readonly failures: number;
  readonly delayMs: number;
}

/**
 * Doubles the wait with every failure in a row, up to the longest. Half of it is left to chance, so that processes that
 * failed together do not come back together.
 * @param failures in a row before this one @param ranMs how long the process ran @param chance uniform in [0, 1)
 */
export function planRestart(policy: RestartPolicy, failures: number, ranMs: number, chance: number): Restart {
  const before = ranMs >= policy.healthyMs ? 0 : failures;
  const full = Math.min(policy.longestMs, policy.firstMs * 2 ** Math.min(before, 30));
  return { failures: before + 1, delayMs: Math.round(full / 2 + (full / 2) * chance) };
}
