/** A day of minutes and some. */
const MOST_REMEMBERED = 1_600;

/** Sees to it that every candle is seen closing: only a closed one is final, and markets settle on single ones. */
export class CandleWatch {
  /** Beginnings of closed candles that were told, the latest of each stream. */
  readonly #closed = new Map<string, Set<number>>();
  readonly #last = new Map<string, { from: number; closed: boolean; toldAt: number }>();

  /**
   * Takes a candle of a stream (`btcusdt@1m`) as it was told at `toldAt`, the source's Unix ms.
   * @returns `old` for one that was over already or was told later; `missed` says which were never seen closing.
   */
  take(
    stream: string,
    from: number,
    to: number,
    closed: boolean,
    toldAt: number,
  ): 'old' | 'next' | { readonly missed: string } {
    const last = this.#last.get(stream);
    if (last && (from < last.from || (from === last.from && (last.closed || toldAt <= last.toldAt)))) return 'old';
    this.#last.set(stream, { from, closed, toldAt });
    if (closed) this.#remember(stream, from);
    if (!last || from === last.from) return 'next';
    const skipped = Math.round((from - last.from) / (to - from)) - 1 + (last.closed ? 0 : 1);
    if (skipped <= 0) return 'next';
    return { missed: `${skipped} candles of ${stream} before ${new Date(from).toISOString()}` };
  }

  /** Takes a candle of the past: whether it was not told closed yet. */
  takePast(stream: string, from: number): boolean {
    if (this.#closed.get(stream)?.has(from)) return false;
    this.#remember(stream, from);
    return true;
  }

  /** The beginning of the first candle that is not known to be told closed; null when none was told at all. */
  openSince(stream: string): number | null {
    const last = this.#last.get(stream);
    return last ? last.from : null;
  }

  /** Forgets a stream that is not watched any more. */
  forget(stream: string): void {
    this.#last.delete(stream);
    this.#closed.delete(stream);
  }

  #remember(stream: string, from: number): void {
    let told = this.#closed.get(stream);
    if (!told) this.#closed.set(stream, (told = new Set()));
    told.add(from);
    // Sets keep the order in which they were filled.
    for (const oldest of told) {
      if (told.size <= MOST_REMEMBERED) break;
      told.delete(oldest);
    }
  }
}
