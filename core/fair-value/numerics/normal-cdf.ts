/*
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), in the form of his
 * routine ANORM. Three ranges: the middle, the shoulder, the far tail.
 */
const MIDDLE_UP = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745,
] as const;
const MIDDLE_DOWN = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673] as const;
const SHOULDER_UP = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
] as const;
const SHOULDER_DOWN = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
] as const;
const TAIL_UP = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
  0.023073441764940174,
] as const;
const TAIL_DOWN = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
] as const;

const MIDDLE_END = 0.67448975;
const SHOULDER_END = Math.sqrt(32);
const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;

/** exp(−y²/2) with the square split, so that the rounding of y² is not multiplied by y² in the tails. */
function gaussian(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  const rest = (y - coarse) * (y + coarse);
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-rest * 0.5);
}

function middle(x: number): number {
  const square = x * x;
  let up = MIDDLE_UP[4] * square;
  let down = square;
  for (let index = 0; index < 3; index++) {
    up = (up + (MIDDLE_UP[index] as number)) * square;
    down = (down + (MIDDLE_DOWN[index] as number)) * square;
  }
  return (x * (up + MIDDLE_UP[3])) / (down + MIDDLE_DOWN[3]);
}

/** 1 − Φ(y) for y beyond the middle. */
function upperTail(y: number): number {
  if (y <= SHOULDER_END) {
    let up = SHOULDER_UP[8] * y;
    let down = y;
    for (let index = 0; index < 7; index++) {
      up = (up + (SHOULDER_UP[index] as number)) * y;
      down = (down + (SHOULDER_DOWN[index] as number)) * y;
    }
    return gaussian(y) * ((up + SHOULDER_UP[7]) / (down + SHOULDER_DOWN[7]));
  }
  const inverse = 1 / (y * y);
  let up = TAIL_UP[5] * inverse;
  let down = inverse;
  for (let index = 0; index < 4; index++) {
    up = (up + (TAIL_UP[index] as number)) * inverse;
    down = (down + (TAIL_DOWN[index] as number)) * inverse;
  }
  const correction = (inverse * (up + TAIL_UP[4])) / (down + TAIL_DOWN[4]);
  return (gaussian(y) * (ONE_OVER_ROOT_TWO_PI - correction)) / y;
}

/**
 * Φ(x), the standard normal distribution function, to 1e-15 relative wherever its value is a normal double
 * (x > −37.5). ±∞ give 0 and 1.
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x);
  if (y <= MIDDLE_END) return 0.5 + middle(x);
  if (y > 40) return x > 0 ? 1 : 0;
  const tail = upperTail(y);
  return x > 0 ? 1 - tail : tail;
}
