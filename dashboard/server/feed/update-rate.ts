const WINDOW_MS = 10_000;
const SLICES = 10;

/** How many things a second, over the last ten seconds. */
export class UpdateRate {
  readonly #slices = Array.from({ length: SLICES }, () => ({ slice: -1, count: 0 }));

  /** `now` in ms of any origin. */
  count(now: number): void {
    const slice = Math.floor(now / (WINDOW_MS / SLICES));
    const place = this.#slices[slice % SLICES];
    if (place === undefined) return;
    if (place.slice !== slice) Object.assign(place, { slice, count: 0 });
    place.count++;
  }

  perSecond(now: number): number {
    const newest = Math.floor(now / (WINDOW_MS / SLICES));
    const counted = this.#slices.filter(({ slice }) => slice > newest - SLICES);
    return counted.reduce((sum, { count }) => sum + count, 0) / (WINDOW_MS / 1_000);
  }
}
