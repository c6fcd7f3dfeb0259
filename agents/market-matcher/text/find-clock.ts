/** A time of day that a text names. */
export interface Clock {
  /** Minutes after local midnight; seconds, where a text names them, are its fraction. */
  readonly minute: number;
  /** As written (ET, EDT, UTC…), null where none is. */
  readonly zone: string | null;
  /** It is said to be the end (by, before, up to), not the moment itself. */
  readonly isEnd: boolean;
}

/** The first time of day of a text, and the text without any. */
export interface ClockFound {
  readonly clock: Clock | null;
  readonly rest: string;
}

const MARK = /\d\s?[ap]\.?m|\d:\d\d|noon|midnight/i;
const CLOCK =
  /,?\s*(?:\b(at|by|before|up to|until)\s+|@\s*)?\b(?:(noon|midnight)|(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b\.?|([01]?\d|2[0-3]):(\d\d)(?::(\d\d))?)(?:\s*\(?(ET|E[SD]T|CT|C[SD]T|MT|M[SD]T|PT|P[SD]T|UTC|GMT|BST|CES?T)\b\)?)?(?=\W|$)/gi;

/** Reads a time of day in the forms that venues use: 5pm ET, 12:00 PM, 23:59 UTC, noon. */
export function findClock(text: string): ClockFound {
  if (!MARK.test(text)) return { clock: null, rest: text };
  let clock: Clock | null = null;
  const rest = text.replaceAll(CLOCK, (...groups: unknown[]) => {
    const [, bound, word, hour, minute, half, hour24, minute24, second24, zone] = groups as (string | undefined)[];
    clock ??= {
      minute: minutesOf(word, hour, minute, half, hour24, minute24, second24),
      zone: zone?.toUpperCase() ?? null,
      isEnd: bound !== undefined && bound.toLowerCase() !== 'at',
    };
    return ' ';
  });
  return { clock, rest };
}

function minutesOf(
  word: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  half: string | undefined,
  hour24: string | undefined,
  minute24: string | undefined,
  second24: string | undefined,
): number {
  if (word !== undefined) return word.toLowerCase() === 'noon' ? 720 : 0;
  if (hour24 !== undefined) return Number(hour24) * 60 + Number(minute24) + Number(second24 ?? 0) / 60;
  return (Number(hour) % 12) * 60 + Number(minute ?? 0) + (half?.toLowerCase() === 'p' ? 720 : 0);
}
