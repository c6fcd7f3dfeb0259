import { GAUSS_LEGENDRE } from './gauss-legendre.js';

const RIGHT_ANGLE = Math.PI / 2;
/** Panels halve toward the right angle, where the integrand has its edge when h and k are close. */
const PANELS = 16;
/** Beyond it Φ is 0 or 1 to the last digit, and certain events go with nothing. */
const CERTAIN = 40;

/**
 * Φ₂(h, k; ρ) − Φ(h)Φ(k): how the events X < h and Y < k of two standard normals with correlation ρ in 0…1 go together.
 * Plackett's integral (Biometrika 41, 1954) (1/2π) ∫₀^asin ρ exp(−(h² + k² − 2hk sin θ) / 2cos²θ) dθ. Nothing cancels in
 * it, so it is right relative to its size far in the tails too.
 */
export function tailCovariance(h: number, k: number, correlation: number): number {
  if (correlation <= 0 || Math.abs(h) > CERTAIN || Math.abs(k) > CERTAIN) return 0;
  const end = correlation >= 1 ? RIGHT_ANGLE : Math.asin(correlation);
  const gap = (h - k) * (h - k);
  const product = h * k;
  let sum = 0;
  let from = 0;
  for (let panel = 1; from < end; panel++) {
    const to = panel >= PANELS ? end : Math.min(end, RIGHT_ANGLE * (1 - 2 ** -panel));
    const half = (to - from) / 2;
    const middle = (to + from) / 2;
    for (const [node, weight] of GAUSS_LEGENDRE) {
      const angle = middle + half * node;
      const sine = Math.sin(angle);
      const cosine = Math.cos(angle);
      // h² + k² − 2hk sin θ = (h − k)² + 2hk(1 − sin θ), and (1 − sin θ)/cos²θ = 1/(1 + sin θ).
      const exponent = (gap === 0 ? 0 : gap / (2 * cosine * cosine)) + product / (1 + sine);
      sum += half * weight * Math.exp(-exponent);
    }
    from = to;
  }
  return sum / (2 * Math.PI);
}
