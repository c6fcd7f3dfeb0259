/** Sees to it that nobody works on the same trade twice at once, and that nothing said meanwhile is missed. */
export class TradeHands {
  readonly #held = new Set<string>();
  readonly #again = new Set<string>();

  /**
   * Runs `work` alone on a trade, then `review` once more for all that was asked meanwhile. @returns null when somebody
   * else has it in hands; with `insist`, that somebody runs `review` when through.
   */
  async alone<T>(
    tradeId: string,
    work: () => Promise<T>,
    review: () => Promise<unknown>,
    insist = false,
  ): Promise<T | null> {
    if (this.#held.has(tradeId)) {
      if (insist) this.#again.add(tradeId);
      return null;
    }
    this.#held.add(tradeId);
    try {
      const result = await work();
      while (this.#again.delete(tradeId)) await review();
      return result;
    } finally {
      this.#held.delete(tradeId);
      this.#again.delete(tradeId);
    }
  }
}
