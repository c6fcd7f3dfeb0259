const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in the unit that a person would use: `84 ms`, `1.2 s`, `45 s`, `3 min`, `5 h 20 min`, `12 d`. */
export function span(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < 10 * SECOND) return `${(length / SECOND).toFixed(1)} s`;
  if (length < 100 * SECOND) return `${Math.round(length / SECOND)} s`;
  if (length < HOUR) return `${Math.round(length / MINUTE)} min`;
  if (length < DAY) {
    const hours = Math.floor(length / HOUR);
    const minutes = Math.floor((length % HOUR) / MINUTE);
    return minutes === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${minutes} min`;
  }
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  return days >= 10 || hours === 0 ? `${days} d` : `${days} d ${hours} h`;
}
