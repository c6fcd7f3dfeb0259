const CLOCK =
  /(?<![\d:.$])(?:\b(noon|midnight)\b|\b(\d{1,2})(?::(\d\d))?(?::(\d\d))? ?([ap])\.?m\b\.?|\b([01]?\d|2[0-3]):(\d\d)(?::(\d\d))?(?![\d:]))/gi;
const ZONE = /^\)? ?\(?(?:in the )?(E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|UTC|GMT)\b/;
const ZONE_CLOSE_BY = 3;

/** A time of day as a text names it. */
export interface NamedClock {
  /** Minutes after midnight of the wall clock; a part of one where seconds are named. */
  readonly minute: number;
  /** ET, EDT, UTC…; null where none is said. */
  readonly zone: string | null;
  readonly text: string;
  readonly index: number;
}

/** Every time of day that a text names. In a range ("3:00PM-3:05PM ET") the zone of the end is that of the start. */
export function findClocks(text: string): readonly NamedClock[] {
  const found: NamedClock[] = [];
  for (const match of text.matchAll(CLOCK)) {
    const [all, word, hour, minute, second12, half, hour24, minute24, second24] = match;
    const end = match.index + all.length;
    const zone = ZONE.exec(text.slice(end, end + 12));
    const value =
      word !== undefined
        ? word.toLowerCase() === 'noon' && 720
        : hour24 !== undefined
          ? Number(hour24) * 60 + Number(minute24)
          : (Number(hour) % 12) * 60 + Number(minute ?? 0) + (half?.toLowerCase() === 'p' ? 720 : 0);
    if (Number(hour ?? 0) > 12) continue;
    found.push({
      minute: (value === false ? 0 : value) + Number(second12 ?? second24 ?? 0) / 60,
      zone: zone?.[1] ?? null,
      text: text.slice(match.index, end + (zone?.[0].length ?? 0)),
      index: match.index,
    });
  }
  return found.map((clock, at) => {
    const next = found[at + 1];
    const joined = next !== undefined && next.index - clock.index - clock.text.length <= ZONE_CLOSE_BY;
    return clock.zone === null && joined ? { ...clock, zone: next.zone } : clock;
  });
}
