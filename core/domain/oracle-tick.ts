import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** Kinds of facts about the world, one agent each. */
export const oracleTypes = ['crypto', 'weather', 'sports', 'news', 'flights', 'economics'] as const;
export type OracleType = (typeof oracleTypes)[number];

/** What an oracle reads. Values of the world are plain floats: they are no money of ours. */
export const oracleFactSchema = z.discriminatedUnion('kind', [
  /** A price now, in dollars (or the quote currency that `unit` of the tick names). */
  z.object({ kind: z.literal('price'), price: z.number().positive() }),
  /** An average over a window, as its publisher computes it. `samples` of `of` are in it; equal: it is complete. */
  z.object({
    kind: z.literal('average'),
    price: z.number().positive(),
    from: timeSchema,
    to: timeSchema,
    samples: z.int().min(0),
    of: z.int().min(1),
  }),
  /** A candle; only a closed one is final. */
  z.object({
    kind: z.literal('candle'),
    open: z.number().positive(),
    high: z.number().positive(),
    low: z.number().positive(),
    close: z.number().positive(),
    from: timeSchema,
    to: timeSchema,
    closed: z.boolean(),
  }),
  /** A temperature at a station at the tick's event time. */
  z.object({ kind: z.literal('temperature'), value: z.number() }),
  /** The highest temperature of a local day so far, or for good; `day` is 2026-11-21. */
  z.object({ kind: z.literal('maximum'), value: z.number(), day: z.iso.date(), final: z.boolean() }),
  /** The lowest one, alike. */
  z.object({ kind: z.literal('minimum'), value: z.number(), day: z.iso.date(), final: z.boolean() }),
  /** What a model expects of the highest temperature of a local day. */
  z.object({
    kind: z.literal('forecast'),
    value: z.number(),
    deviation: z.number().positive().nullable(),
    day: z.iso.date(),
  }),
  /**
   * What a model expects of the lowest temperature of what is left of a local day when the forecast is made: nights are
   * over when mornings come, so the lowest of the whole day would say nothing of an evening that may be colder.
   */
  z.object({
    kind: z.literal('low-forecast'),
    value: z.number(),
    deviation: z.number().positive().nullable(),
    day: z.iso.date(),
  }),
  z.object({
    kind: z.literal('game'),
    home: z.string().min(1),
    away: z.string().min(1),
    homeScore: z.int().min(0),
    awayScore: z.int().min(0),
    startsAt: timeSchema,
    state: z.enum(['before', 'playing', 'over', 'postponed', 'cancelled', 'suspended']),
    /** 1, 2…; 0 before the game. */
    period: z.int().min(0),
    /** Seconds left in the period; null where the sport has no clock. */
    secondsLeft: z.number().min(0).nullable(),
    /** Baseball: who bats, the visitors in the top of an inning; absent where it is not told. */
    half: z.enum(['top', 'bottom']).optional(),
  }),
  /** Probabilities of the outcomes that a bookmaker's odds imply, margin taken out. */
  z.object({
    kind: z.literal('odds'),
    home: z.string().min(1),
    away: z.string().min(1),
    startsAt: timeSchema,
    homeWins: z.number().min(0).max(1),
    awayWins: z.number().min(0).max(1),
    draw: z.number().min(0).max(1),
  }),
  /** Untrusted text. */
  z.object({
    kind: z.literal('headline'),
    id: z.string().min(1),
    title: z.string(),
    summary: z.string(),
    link: z.string(),
    publisher: z.string(),
  }),
  z.object({
    kind: z.literal('flight'),
    flight: z.string().min(1),
    /** At the gate. */
    scheduledIn: timeSchema.nullable(),
    estimatedIn: timeSchema.nullable(),
    actualIn: timeSchema.nullable(),
    /** On the runway. */
    scheduledOn: timeSchema.nullable(),
    estimatedOn: timeSchema.nullable(),
    actualOn: timeSchema.nullable(),
    state: z.enum(['scheduled', 'airborne', 'landed', 'diverted', 'cancelled', 'unknown']),
  }),
  /** A published figure; `period` is 2026-10 or 2026-Q3 or a day. */
  z.object({
    kind: z.literal('figure'),
    value: z.number(),
    period: z.string().min(1),
    /** First publication, or a later revision. */
    revision: z.boolean(),
  }),
]);
export type OracleFact = z.infer<typeof oracleFactSchema>;

/** How much a tick is worth: `live` as it happens, `delayed`, `provisional` and may change, `final` does not any more. */
export const oracleQualities = ['live', 'delayed', 'provisional', 'final'] as const;

/** Several sources of one quantity, put together. */
export const FUSED = 'fused';

/** What one source says of one thing in the world. */
export const oracleTickSchema = z.object({
  type: z.enum(oracleTypes),
  /** What it is about, lower case, without dots: `btc-usd`, `knyc`, `nfl-buf-mia-2026-11-22`, `cpiaucsl`. */
  symbol: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  /** `binance`, `coinbase`, `cf-benchmarks`, `chainlink-twap`, `nws`… or `fused`. */
  source: z.string().min(1),
  fact: oracleFactSchema,
  /** `usd`, `usdt`, `degF`, `percent`, `count`, `text`… */
  unit: z.string().min(1),
  /** When it was so, by the source's clock; when the source gives none, when it was received. Unix ms. */
  eventTime: timeSchema,
  /** Unix ms. */
  receivedAt: timeSchema,
  quality: z.enum(oracleQualities),
  /** Standard error in the unit, of disagreement between sources; null where nothing is known of it. */
  uncertainty: z.number().min(0).nullable(),
  /** Fused: two sources are too far apart, and nobody can say which is wrong. Nothing may be bought on it. */
  disputed: z.literal(true).optional(),
});
export type OracleTick = z.infer<typeof oracleTickSchema>;
