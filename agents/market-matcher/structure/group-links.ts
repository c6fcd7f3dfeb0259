import { TermIndex } from '../candidates/term-index.js';
import type { Question } from '../reading/question.js';
import { headOf, type LadderGroup } from './ladder-group.js';
import { sameVariable } from './same-variable.js';
import type { Axis } from './stands-of.js';

const HOUR = 3_600_000;
/** Least share of words that two groups of one variable have in common. */
const FLOOR = 0.35;
/** Most groups that one is held against. */
const MOST_CANDIDATES = 12;

/** Which groups read the same variable, of one venue or of both. */
export class GroupLinks {
  readonly #index: Readonly<Record<Axis, TermIndex<LadderGroup>>> = { value: new TermIndex(), time: new TermIndex() };
  readonly #links = new Map<string, Set<string>>();

  /** Holds a group that is new or changed against all others. */
  relink(group: LadderGroup): void {
    this.unlink(group);
    const head = headOf(group);
    if (head === undefined) return;
    const index = this.#index[group.axis];
    const terms = termsOf(head.question, group.axis);
    const hits = index
      .search(terms, FLOOR)
      .sort((a, b) => b.score - a.score || (a.document.id < b.document.id ? -1 : 1));
    const linked = hits.slice(0, MOST_CANDIDATES).filter(({ document }) => readOne(group, document));
    this.#links.set(group.id, new Set(linked.map(({ document }) => document.id)));
    for (const { document } of linked) this.#links.get(document.id)?.add(group.id);
    index.add(group.id, group, terms);
  }

  unlink({ id, axis }: LadderGroup): void {
    this.#index[axis].remove(id);
    for (const other of this.#links.get(id) ?? []) this.#links.get(other)?.delete(id);
    this.#links.delete(id);
  }

  /** The groups that can be reached from these over links, these included. */
  component(from: Iterable<string>): readonly string[] {
    const reached = new Set(from);
    for (const id of reached) for (const other of this.#links.get(id) ?? []) reached.add(other);
    return [...reached].sort();
  }

  /**
   * Divides groups so that in every part each is linked with each: that A reads what B reads, and B what C reads, is no
   * proof for A and C.
   */
  cliques(groups: readonly string[]): readonly (readonly string[])[] {
    const cliques: string[][] = [];
    for (const id of groups) {
      const home = cliques.find((clique) => clique.every((other) => this.#links.get(id)?.has(other)));
      if (home === undefined) cliques.push([id]);
      else home.push(id);
    }
    return cliques;
  }
}

/** What a variable is found by: the words of the question, and of a number the time at which it is read. */
function termsOf({ claim, window }: Question, axis: Axis): readonly string[] {
  const words = new Set(claim.map(({ key }) => key));
  if (axis === 'value' && window !== null && window.to !== null) words.add(`@${Math.round(window.to / HOUR)}`);
  return [...words];
}

/** Heads are held against every member of the other group. */
function readOne(a: LadderGroup, b: LadderGroup): boolean {
  const [x, y] = [headOf(a), headOf(b)];
  if (x === undefined || y === undefined) return false;
  return (
    [...b.members.values()].every((member) => sameVariable(x, member, a.axis)) &&
    [...a.members.values()].every((member) => sameVariable(member, y, a.axis))
  );
}
