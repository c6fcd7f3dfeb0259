/** Two minutes of a print a second, which is what a snapshot goes back, with room to spare. */
const MOST = 300;

/** Which prints of one series were told: live ones only move on, a snapshot fills what is missing behind them. */
export class ToldPrints {
  readonly #times = new Set<number>();
  #newest = 0;

  /** Unix ms of the newest print; 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** Whether a print is news; if it is, it counts as told. */
  take(time: number, snapshot: boolean): boolean {
    const news = snapshot ? !this.#times.has(time) : time > this.#newest;
    if (!news) return false;
    this.#newest = Math.max(this.#newest, time);
    this.#times.add(time);
    // Sets keep the order in which they were filled.
    if (this.#times.size > MOST) for (const oldest of [...this.#times].slice(0, MOST / 3)) this.#times.delete(oldest);
    return true;
  }
}
