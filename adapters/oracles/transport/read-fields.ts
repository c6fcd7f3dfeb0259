/** Prices outside these bounds are typing errors or another unit, in whatever currency: satoshis, E18 integers. */
const LEAST = 1e-9;
const MOST = 1e8;

const PLAIN_DECIMAL = /^[0-9]{1,30}(?:\.[0-9]{1,30})?$/;

/**
 * A price from a plain decimal text ("84123.45"): a float, because values of the world are no money of ours.
 * @returns NaN for anything else: no text, a sign, an exponent, zero, or a size that no price has.
 */
export function readPrice(value: unknown): number {
  if (typeof value !== 'string' || !PLAIN_DECIMAL.test(value)) return Number.NaN;
  const price = Number(value);
  return price >= LEAST && price <= MOST ? price : Number.NaN;
}

/** Unix ms as a source writes them: a whole number between 2001 and 2286; NaN for seconds, microseconds and the rest. */
export const readMs = (value: unknown): number =>
  Number.isSafeInteger(value) && (value as number) >= 1e12 && (value as number) < 1e13 ? (value as number) : Number.NaN;

/** Unix ms of an RFC 3339 time, fractions below a millisecond cut; NaN when it is none. */
export const readIsoTime = (value: unknown): number =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;

/** What a person sees of a wrong value. */
export const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60));

export type Body = Readonly<Record<string, unknown>>;

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a text holds, or a sentence that says why there is none. */
export function readBody(text: string): Body | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `is no JSON: ${shown(text)}`;
  }
  return isBody(value) ? value : `is ${shown(value)} instead of an object`;
}
