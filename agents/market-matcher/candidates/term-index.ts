/** A document that was found, with the weight of the terms it shares with the question over the geometric mean of both. */
export interface TermHit<Document> {
  readonly document: Document;
  /** 0…1: 1 when both hold the same terms. */
  readonly score: number;
}

interface Posting {
  readonly term: string;
  readonly slots: number[];
  readonly weight: Remembered;
}

interface Entry<Document> {
  readonly document: Document;
  readonly postings: readonly Posting[];
  readonly weight: Remembered;
}

/** A weight, and after how many changes of the index it was computed. */
interface Remembered {
  value: number;
  at: number;
}

/** Part of a question's weight that a document must share to be looked at. */
const LEAST_SHARE = 0.2;

const unknown = (): Remembered => ({ value: 0, at: -1 });

/**
 * An inverted index of documents by terms, weighted by how rare a term is among the documents held now. It is built
 * for tens of thousands of long questions in a row: rare terms are read first, and a document that only common terms
 * would bring in is never touched. (minisearch and Orama take 24 ms and 76 ms of a processor for one such question
 * among 30,000 markets; flexsearch takes 2.6 ms and knows no weights. This takes a fraction of a millisecond.)
 */
export class TermIndex<Document> {
  readonly #postings = new Map<string, Posting>();
  readonly #slots = new Map<string, number>();
  readonly #entries: (Entry<Document> | null)[] = [];
  readonly #free: number[] = [];
  /** Weight shared with the current question, by slot; zero between questions. */
  #shared = new Float64Array(1024);
  #changes = 0;

  get size(): number {
    return this.#slots.size;
  }

  get(id: string): Document | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#entries[slot]?.document;
  }

  /** Adds a document under its id, in place of one with the same id. Terms are to be distinct. */
  add(id: string, document: Document, terms: readonly string[]): void {
    this.remove(id);
    const slot = this.#free.pop() ?? this.#entries.length;
    const postings = terms.map((term) => this.#posting(term));
    for (const { slots } of postings) slots.push(slot);
    this.#entries[slot] = { document, postings, weight: unknown() };
    this.#slots.set(id, slot);
    this.#changes++;
    if (slot >= this.#shared.length) this.#shared = new Float64Array(this.#shared.length * 2);
  }

  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    const entry = slot === undefined ? null : this.#entries[slot];
    if (slot === undefined || !entry) return false;
    for (const posting of entry.postings) {
      const { slots, term } = posting;
      const last = slots.pop() as number;
      if (last !== slot) slots[slots.indexOf(slot)] = last;
      if (slots.length === 0) this.#postings.delete(term);
    }
    this.#entries[slot] = null;
    this.#slots.delete(id);
    this.#free.push(slot);
    this.#changes++;
    return true;
  }

  /** Every document that scores at least `floor` (above 0), in no order. */
  search(terms: readonly string[], floor: number): TermHit<Document>[] {
    const postings = terms.map((term) => this.#postings.get(term) ?? { term, slots: [], weight: unknown() });
    postings.sort((a, b) => a.slots.length - b.slots.length || (a.term < b.term ? -1 : 1));
    const weights = postings.map((posting) => this.#weight(posting));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    // A document weighs at least what it shares, so what shares less than the floor's square cannot reach the floor.
    const least = Math.max(floor * floor, LEAST_SHARE) * whole;
    const touched: number[] = [];
    const shared = this.#shared;
    let left = whole;
    for (let at = 0; at < postings.length; at++) {
      const weight = weights[at] as number;
      // What is first met here cannot share enough any more: only those already met go on counting.
      const late = left < least;
      for (const slot of (postings[at] as Posting).slots) {
        const before = shared[slot] as number;
        if (before === 0) {
          if (late) continue;
          touched.push(slot);
        }
        shared[slot] = before + weight;
      }
      left -= weight;
    }
    const hits: TermHit<Document>[] = [];
    for (const slot of touched) {
      const weight = shared[slot] as number;
      shared[slot] = 0;
      if (weight < least) continue;
      const entry = this.#entries[slot] as Entry<Document>;
      const score = weight / Math.sqrt(whole * this.#weightOf(entry));
      if (score >= floor) hits.push({ document: entry.document, score });
    }
    return hits;
  }

  #posting(term: string): Posting {
    const known = this.#postings.get(term);
    if (known) return known;
    const posting = { term, slots: [], weight: unknown() };
    this.#postings.set(term, posting);
    return posting;
  }

  #weight({ slots, weight }: Posting): number {
    if (weight.at !== this.#changes) {
      weight.value = Math.log(1 + (this.#slots.size + 1) / (slots.length + 0.5));
      weight.at = this.#changes;
    }
    return weight.value;
  }

  #weightOf({ postings, weight }: Entry<Document>): number {
    if (weight.at !== this.#changes) {
      weight.value = postings.reduce((sum, posting) => sum + this.#weight(posting), 0);
      weight.at = this.#changes;
    }
    return weight.value;
  }
}
