import type { Cut } from '../domain/ladder.js';
import type { ContractSide } from '../domain/platform.js';
import { USD_SCALE } from '../money/money.js';
import { compareCuts } from './cuts.js';

/** The values for which a market is YES; null: no bound. */
export interface RungSpan {
  readonly from: Cut | null;
  readonly to: Cut | null;
}

/** A contract of a ladder by the index of its rung. */
export interface RungContract {
  readonly rung: number;
  readonly side: ContractSide;
}

/** Contracts of which `pays` pay at least, wherever the variable lies, and that cost less than that. */
export interface CheapSet {
  readonly contracts: readonly RungContract[];
  readonly pays: number;
}

const NOBODY = -1;

/**
 * Every arbitrage among markets of one variable is a negative cycle of one graph. Its nodes are the cuts of the axis.
 * YES of a rung leads from its lower cut to its upper one and costs its price; NO is the same rung sold: it leads back,
 * and costs its price less the dollar that it adds to what the set pays. Going down costs nothing, since paying twice
 * somewhere does no harm; going from the top of the axis to its bottom earns a dollar (everything was covered once), and
 * the other way costs one (at most one of those sold is right). So one search finds complements, implications,
 * brackets that tile the axis or a threshold, and NO of outcomes that exclude each other, over both venues.
 */
export class LadderGraph {
  readonly #nodes: number;
  readonly #tails: Int32Array;
  readonly #heads: Int32Array;
  readonly #weights: Float64Array;
  readonly #spans: readonly (readonly [from: number, to: number])[];
  readonly #distances: Float64Array;
  readonly #arrivals: Int32Array;

  constructor(rungs: readonly RungSpan[]) {
    const cuts = cutsOf(rungs);
    const nodeOf = (cut: Cut) => 1 + cuts.findIndex((other) => compareCuts(cut, other) === 0);
    const top = cuts.length + 1;
    this.#nodes = top + 1;
    this.#spans = rungs.map(({ from, to }) => [from === null ? 0 : nodeOf(from), to === null ? top : nodeOf(to)]);
    const edges: [tail: number, head: number, weight: number][] = [];
    for (const [from, to] of this.#spans) edges.push([from, to, Infinity], [to, from, Infinity]);
    for (let node = top; node > 0; node--) edges.push([node, node - 1, 0]);
    edges.push([top, 0, -USD_SCALE], [0, top, USD_SCALE]);
    this.#tails = Int32Array.from(edges, ([tail]) => tail);
    this.#heads = Int32Array.from(edges, ([, head]) => head);
    this.#weights = Float64Array.from(edges, ([, , weight]) => weight);
    this.#distances = new Float64Array(this.#nodes);
    this.#arrivals = new Int32Array(this.#nodes);
  }

  /**
   * Says what a contract costs, Usd units with everything that is charged; Infinity: it cannot be bought. Fractions are
   * rounded up: in whole numbers no cycle that costs nothing looks like one that earns.
   * @returns whether it became cheaper, which is when a new set may have come about
   */
  setCost({ rung, side }: RungContract, cost: number): boolean {
    const edge = edgeOf(rung, side);
    const weight = Math.ceil(cost) - (side === 'yes' ? 0 : USD_SCALE);
    const cheaper = weight < (this.#weights[edge] as number);
    this.#weights[edge] = weight;
    return cheaper;
  }

  /**
   * The set with this contract that costs least against what it pays, if that is less; null where there is none. A set
   * that was there before and was met on the way is as good an answer.
   */
  cheapestWith({ rung, side }: RungContract): CheapSet | null {
    const edge = edgeOf(rung, side);
    const weight = this.#weights[edge] as number;
    if (weight === Infinity) return null;
    const start = this.#heads[edge] as number;
    const goal = this.#tails[edge] as number;
    this.#distances.fill(Infinity);
    this.#distances[start] = 0;
    const loop = this.#search();
    if (loop !== NOBODY) return this.#setOf(this.#cycleBefore(loop));
    if ((this.#distances[goal] as number) + weight >= 0) return null;
    const edges = [edge];
    for (let node = goal; node !== start;) {
      const arrival = this.#arrivals[node] as number;
      edges.push(arrival);
      node = this.#tails[arrival] as number;
    }
    return this.#setOf(edges);
  }

  /** Some set that costs less than it pays; null where there is none. */
  anyCheap(): CheapSet | null {
    this.#distances.fill(0);
    const loop = this.#search();
    return loop === NOBODY ? null : this.#setOf(this.#cycleBefore(loop));
  }

  /** Bellman and Ford from the distances as they stand. @returns a node behind a negative cycle, where there is one */
  #search(): number {
    const [tails, heads, weights, distances] = [this.#tails, this.#heads, this.#weights, this.#distances];
    for (let round = 0; round <= this.#nodes; round++) {
      let last = NOBODY;
      for (let edge = 0; edge < weights.length; edge++) {
        const head = heads[edge] as number;
        const reached = (distances[tails[edge] as number] as number) + (weights[edge] as number);
        if (reached >= (distances[head] as number)) continue;
        distances[head] = reached;
        this.#arrivals[head] = edge;
        last = head;
      }
      if (last === NOBODY) return NOBODY;
      if (round === this.#nodes) return last;
    }
    return NOBODY;
  }

  #cycleBefore(behind: number): readonly number[] {
    const before = (node: number) => this.#tails[this.#arrivals[node] as number] as number;
    let node = behind;
    // However far behind the cycle this is, so many steps back lie on it.
    for (let step = 0; step < this.#nodes; step++) node = before(node);
    const edges: number[] = [];
    const first = node;
    do {
      edges.push(this.#arrivals[node] as number);
      node = before(node);
    } while (node !== first);
    return edges;
  }

  #setOf(edges: readonly number[]): CheapSet {
    const contracts = edges
      .filter((edge) => edge < 2 * this.#spans.length)
      .map((edge): RungContract => ({ rung: edge >> 1, side: edge % 2 === 0 ? 'yes' : 'no' }))
      .sort((a, b) => a.rung - b.rung || (a.side < b.side ? 1 : -1));
    return { contracts, pays: this.paysAtLeast(contracts) };
  }

  /** How many of the contracts pay where fewest do. */
  paysAtLeast(contracts: readonly RungContract[]): number {
    let least = Infinity;
    for (let cell = 0; cell < this.#nodes - 1; cell++) {
      let pays = 0;
      for (const { rung, side } of contracts) {
        const [from, to] = this.#spans[rung] as readonly [number, number];
        if ((from <= cell && cell < to) === (side === 'yes')) pays++;
      }
      least = Math.min(least, pays);
    }
    return least;
  }
}

const edgeOf = (rung: number, side: ContractSide): number => 2 * rung + (side === 'yes' ? 0 : 1);

/** The distinct cuts, from low to high. */
function cutsOf(rungs: readonly RungSpan[]): readonly Cut[] {
  const all = rungs.flatMap(({ from, to }) => [from, to]).filter((cut) => cut !== null);
  return all.sort(compareCuts).filter((cut, index) => index === 0 || compareCuts(cut, all[index - 1] as Cut) !== 0);
}
