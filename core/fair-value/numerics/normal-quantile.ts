import { requireInput } from '../require-input.js';

/* M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Appl. Statist. 37 (1988). */
const CENTRE_UP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
] as const;
const CENTRE_DOWN = [
  1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
] as const;
const SHOULDER_UP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
] as const;
const SHOULDER_DOWN = [
  1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const TAIL_UP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const;
const TAIL_DOWN = [
  1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/** Coefficients ascending. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/**
 * Φ⁻¹(p): the x below which a standard normal lies with probability p; good to 1e-15 relative of x, far tails included.
 * 0 and 1 give ∓∞.
 * @throws FairValueError outside 0…1
 */
export function normalQuantile(p: number): number {
  requireInput('probability', p, 'probability');
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    const r = 0.180625 - fromCentre * fromCentre;
    return (fromCentre * polynomial(CENTRE_UP, r)) / polynomial(CENTRE_DOWN, r);
  }
  const r = Math.sqrt(-Math.log(fromCentre < 0 ? p : 1 - p));
  const size =
    r <= 5
      ? polynomial(SHOULDER_UP, r - 1.6) / polynomial(SHOULDER_DOWN, r - 1.6)
      : polynomial(TAIL_UP, r - 5) / polynomial(TAIL_DOWN, r - 5);
  return fromCentre < 0 ? -size : size;
}
