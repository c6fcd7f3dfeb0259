import { DAY_MS } from '../performance/utc-day.js';

/** A closed file, for the question of which to keep. */
export interface KeptFile {
  readonly path: string;
  /** Start of its day, Unix ms. */
  readonly day: number;
  readonly bytes: number;
}

export interface RetentionRules {
  /** Days older than this many go. */
  readonly keepDays: number;
  readonly mostBytes: number;
  /** Share of `mostBytes` from which a person is told. */
  readonly warnShare: number;
}

/** What to remove, in this order, and whether a person should know that room runs out. */
export interface Retention {
  readonly remove: readonly KeptFile[];
  /** What is left after that, what is open included. */
  readonly bytes: number;
  readonly nearlyFull: boolean;
}

/**
 * Which closed files go: first those whose time is up, then the oldest, until there is room.
 * @param files oldest first
 * @param openBytes of what is still written or waits; it is never removed, and counts
 */
export function retention(
  files: readonly KeptFile[],
  openBytes: number,
  now: number,
  { keepDays, mostBytes, warnShare }: RetentionRules,
): Retention {
  const isExpired = ({ day }: KeptFile) => day + (keepDays + 1) * DAY_MS <= now;
  const sizeOf = (some: readonly KeptFile[]) => some.reduce((sum, file) => sum + file.bytes, 0);
  const remove = files.filter(isExpired);
  const rest = files.filter((file) => !isExpired(file));
  let bytes = sizeOf(rest) + openBytes;
  const nearlyFull = bytes >= mostBytes * warnShare;
  for (const file of rest) {
    if (bytes <= mostBytes) break;
    remove.push(file);
    bytes -= file.bytes;
  }
  return { remove, bytes, nearlyFull };
}
