interface Item {
  readonly at: number;
  readonly order: number;
  readonly run: (at: number) => void;
}

/** Where an actor writes down what it will do later. */
export interface Planner {
  plan(at: number, run: (at: number) => void): void;
}

/** What falls due when: a heap by time, then by the order of planning, so the same plans run in the same order. */
export class Agenda implements Planner {
  readonly #heap: Item[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  plan(at: number, run: (at: number) => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, run });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Runs everything due by `now`, also what is planned on the way. Each item is told its own time. */
  runUntil(now: number): void {
    for (let item = this.#heap[0]; item && item.at <= now; item = this.#heap[0]) {
      this.#removeFirst();
      item.run(item.at);
    }
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && this.#before(right, left) ? right : left;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: number, b: number): boolean {
    const one = this.#heap[a] as Item;
    const other = this.#heap[b] as Item;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const one = this.#heap[a] as Item;
    this.#heap[a] = this.#heap[b] as Item;
    this.#heap[b] = one;
  }
}
