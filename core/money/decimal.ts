const ZERO = 48;
const NINE = 57;
const DOT = 46;
const MINUS = 45;

/**
 * Reads a plain decimal text ("0.4500", "-54.00", "12") as an integer scaled by 10^decimals, without floats.
 * Exact: digits beyond the scale must be zeros. No exponent, no plus sign, no spaces, no bare dot.
 * @returns the scaled integer, or NaN when the text is not such a number or leaves the safe integer range.
 */
export function parseScaled(text: string, decimals: number): number {
  const length = text.length;
  let index = 0;
  let negative = false;
  if (length > 0 && text.charCodeAt(0) === MINUS) {
    negative = true;
    index = 1;
  }
  if (index >= length || length > 40) return Number.NaN;
  let value = 0;
  let wholeDigits = 0;
  for (; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === DOT) break;
    if (code < ZERO || code > NINE) return Number.NaN;
    value = value * 10 + (code - ZERO);
    wholeDigits++;
  }
  if (wholeDigits === 0) return Number.NaN;
  let fraction = 0;
  if (index < length) {
    index++; // the dot
    if (index >= length) return Number.NaN;
    for (; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code < ZERO || code > NINE) return Number.NaN;
      if (fraction < decimals) {
        value = value * 10 + (code - ZERO);
        fraction++;
      } else if (code !== ZERO) {
        return Number.NaN;
      }
    }
  }
  for (; fraction < decimals; fraction++) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return negative && value !== 0 ? -value : value;
}

/**
 * Writes a scaled integer as a decimal text: formatScaled(4500, 4, 2) is "0.45", (4500, 4, 4) is "0.4500".
 * Keeps at least `minimumDecimals` and drops zeros beyond them.
 */
export function formatScaled(value: number, decimals: number, minimumDecimals: number): string {
  const negative = value < 0;
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  let fraction = digits.slice(digits.length - decimals);
  let keep = fraction.length;
  while (keep > minimumDecimals && fraction.charCodeAt(keep - 1) === ZERO) keep--;
  fraction = fraction.slice(0, keep);
  const text = fraction.length > 0 ? `${whole}.${fraction}` : whole;
  return negative ? `-${text}` : text;
}
