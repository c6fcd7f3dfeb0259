/** Who stands on first, second, third. */
export type Bases = '---' | '1--' | '-2-' | '--3' | '12-' | '1-3' | '-23' | '123';

/**
 * Runs that score from a state of bases and outs (0, 1, 2) to the end of the half-inning, major leagues 1993–2010, from
 * the play-by-play files of Retrosheet as tabulated at chancesis.com (2010). Only ratios to the first entry are used.
 */
export const runExpectancy: Readonly<Record<Bases, readonly [number, number, number]>> = {
  '---': [0.539, 0.289, 0.111],
  '1--': [0.929, 0.555, 0.24],
  '-2-': [1.172, 0.714, 0.342],
  '--3': [1.444, 0.984, 0.373],
  '12-': [1.542, 0.948, 0.464],
  '1-3': [1.844, 1.204, 0.512],
  '-23': [2.047, 1.438, 0.604],
  '123': [2.381, 1.62, 0.798],
};
