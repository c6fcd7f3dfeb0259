const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A stretch that is lived second by second; between two of them nobody trades and the clock leaps. Unix ms. */
export interface Session {
  readonly from: number;
  readonly to: number;
  /** The hour that its ladder settles on. */
  readonly hour: number;
}

export interface SessionPlan {
  /** Hours of the day (UTC) that sessions end with; 17 is noon in New York. */
  readonly hours: readonly number[];
  /** Minutes lived before the hour, and after it. */
  readonly before: number;
  readonly after: number;
}

/** Eighteen minutes a day around noon in New York: a window of fifteen is whole, and a spike needs ten to be told from a new price. */
export const usualPlan: SessionPlan = { hours: [17], before: 16, after: 2 };

/** The sessions of so many days from a midnight (UTC) on. */
export const sessionsOf = (from: number, days: number, { hours, before, after }: SessionPlan): readonly Session[] =>
  Array.from({ length: days }, (_, day) => from + day * DAY_MS).flatMap((midnight) =>
    hours.map((hour) => {
      const at = midnight + hour * HOUR_MS;
      return { from: at - before * 60_000, to: at + after * 60_000, hour: at };
    }),
  );
