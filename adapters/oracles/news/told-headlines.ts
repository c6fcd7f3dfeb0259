const MOST = 5_000;

/** Which headlines were told, in which version; the oldest are forgotten first. */
export class ToldHeadlines {
  readonly #versions = new Map<string, string>();

  /** @returns whether this is new, or says something else than before. */
  isNews(key: string, version: string): boolean {
    if (this.#versions.get(key) === version) return false;
    this.#versions.delete(key);
    this.#versions.set(key, version);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > MOST && oldest !== undefined) this.#versions.delete(oldest);
    return true;
  }
}
