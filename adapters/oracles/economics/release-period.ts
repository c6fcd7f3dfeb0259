/** How often to look, ms. */
export interface LookPeriods {
  readonly quietMs: number;
  readonly releaseMs: number;
}

/** From a little before a release until it must be out, ms. */
const BEFORE_MS = 15_000;
const AFTER_MS = 300_000;

/** Often around releases (Unix ms), seldom else, and never so seldom that a release is slept through. */
export function lookPeriod(now: number, releases: readonly number[], { quietMs, releaseMs }: LookPeriods): number {
  let period = quietMs;
  for (const release of releases) {
    if (now >= release - BEFORE_MS && now <= release + AFTER_MS) return releaseMs;
    const ahead = release - BEFORE_MS - now;
    if (ahead > 0) period = Math.min(period, Math.max(releaseMs, ahead));
  }
  return period;
}
