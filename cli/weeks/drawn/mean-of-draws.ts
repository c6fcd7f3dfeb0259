/** Draws of what is not known: their own noise adds a two-hundredth to what not knowing costs. */
const DRAWS = 200;

/** The mean of what is said over draws of what is not known. */
export function meanOfDraws(draw: () => number): number {
  let sum = 0;
  for (let count = 0; count < DRAWS; count++) sum += draw();
  return sum / DRAWS;
}
