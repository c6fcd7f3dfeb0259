const DAY = 86_400_000;

/** Lengths of the equity chart, ms; null: all there is. */
export const equityRanges = {
  day: { title: '1 d', lengthMs: DAY },
  week: { title: '7 d', lengthMs: 7 * DAY },
  month: { title: '30 d', lengthMs: 30 * DAY },
  all: { title: 'All', lengthMs: null },
} as const;
export type EquityRange = keyof typeof equityRanges;
