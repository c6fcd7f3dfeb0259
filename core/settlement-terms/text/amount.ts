/** A number in a text: 69,499.99; $74.9999; -0.3; 1.5k. Two groups: digits, and a factor. */
export const AMOUNT = String.raw`(-?\$?\d[\d,]*(?:\.\d+)?(?![.,]?\d))( ?(?:k|m|million|billion)\b)?`;

/** A number as a text writes it. */
export interface Amount {
  readonly value: number;
  /** Digits after the point. */
  readonly decimals: number;
}

const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, million: 1e6, billion: 1e9 };

/** Reads the groups of `AMOUNT`; null for what is no number. */
export function readAmount(digits: string | undefined, factor?: string): Amount | null {
  if (digits === undefined) return null;
  const plain = digits.replaceAll(/[$,]/g, '').replace(/\.$/, '');
  const value = Number(plain);
  if (plain === '' || !Number.isFinite(value)) return null;
  const times = FACTORS[factor?.trim().toLowerCase() ?? ''] ?? 1;
  return { value: value * times, decimals: times === 1 ? (plain.split('.')[1]?.length ?? 0) : 0 };
}
