/** Who is in front when all that is still to come has been added. */
export interface Comparison {
  readonly ahead: number;
  readonly level: number;
  readonly behind: number;
}

/**
 * Compares lead + H with A, H and A independent counts with the given masses.
 * @param lead home minus away now, whole
 */
export function compareCounts(lead: number, home: readonly number[], away: readonly number[]): Comparison {
  const awayBelow = [0];
  for (const mass of away) awayBelow.push((awayBelow[awayBelow.length - 1] as number) + mass);
  const awayAll = awayBelow[away.length] as number;
  let ahead = 0;
  let level = 0;
  let all = 0;
  for (let count = 0; count < home.length; count++) {
    const mass = home[count] as number;
    const needed = lead + count;
    all += mass * awayAll;
    if (needed > 0) ahead += mass * (awayBelow[Math.min(needed, away.length)] as number);
    if (needed >= 0) level += mass * (away[needed] ?? 0);
  }
  return { ahead: ahead / all, level: level / all, behind: Math.max(0, (all - ahead - level) / all) };
}
