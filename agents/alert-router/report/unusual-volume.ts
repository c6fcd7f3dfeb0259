/** Fewer trades than these are never many. */
const FEWEST = 10;

/**
 * Whether the trades of the last hour are unusually many. @param week trades of the 7 days before that hour, `hours` of
 * which there was any swarm @param factor times the average hour
 */
export function isUnusual(lastHour: number, { week, hours }: { week: number; hours: number }, factor: number): boolean {
  // Without a day to compare with nothing is unusual.
  if (hours < 24) return false;
  return lastHour >= FEWEST && lastHour >= (factor * week) / hours;
}
