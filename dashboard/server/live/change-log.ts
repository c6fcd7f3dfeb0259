/** What changed in a table, by batch: enough to tell a client that was away for a while, and no more. */
export class ChangeLog {
  readonly #most: number;
  readonly #batches: { readonly sequence: number; readonly keys: readonly string[] }[] = [];
  #size = 0;
  /** The newest batch that is forgotten; before it nothing can be told. */
  #forgotten = 0;

  /** @param most keys that are kept, over all batches */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param sequence above that of every batch before */
  add(sequence: number, keys: readonly string[]): void {
    this.#batches.push({ sequence, keys });
    this.#size += keys.length;
    while (this.#size > this.#most) {
      const oldest = this.#batches.shift();
      if (oldest === undefined) break;
      this.#size -= oldest.keys.length;
      this.#forgotten = oldest.sequence;
    }
  }

  /** The keys that changed after a batch, each once; null where that is not known any more. */
  since(sequence: number): ReadonlySet<string> | null {
    if (sequence < this.#forgotten) return null;
    const keys = new Set<string>();
    for (let index = this.#batches.length - 1; index >= 0; index--) {
      const batch = this.#batches[index];
      if (batch === undefined || batch.sequence <= sequence) break;
      for (const key of batch.keys) keys.add(key);
    }
    return keys;
  }
}
