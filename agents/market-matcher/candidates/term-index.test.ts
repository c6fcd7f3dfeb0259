import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermIndex } from './term-index.js';

const terms = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), {
  minLength: 1,
  maxLength: 6,
});
const ids = fc.constantFrom(...Array.from({ length: 12 }, (_, at) => `id-${at}`));
const change = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), id: ids, terms }),
  fc.record({ kind: fc.constant('remove' as const), id: ids, terms }),
);

const answers = (index: TermIndex<string>, question: readonly string[], floor: number) =>
  index
    .search(question, floor)
    .map(({ document, score }) => [document, Number(score.toFixed(9))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('an index that changes', () => {
  it('answers as one that was built anew from what is left', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), terms, (changes, question) => {
        const index = new TermIndex<string>();
        const left = new Map<string, readonly string[]>();
        for (const { kind, id, terms } of changes) {
          if (kind === 'add') {
            index.add(id, id, terms);
            left.set(id, terms);
          } else expect(index.remove(id)).toBe(left.delete(id));
        }
        const anew = new TermIndex<string>();
        for (const [id, terms] of left) anew.add(id, id, terms);
        expect(index.size).toBe(left.size);
        expect(answers(index, question, 0.3)).toEqual(answers(anew, question, 0.3));
      }),
    );
  });

  it('finds whatever shares half of the weight or more', () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1, maxLength: 30 }), terms, (documents, question) => {
        const index = new TermIndex<string>();
        for (const [at, own] of documents.entries()) index.add(String(at), String(at), own);
        const weight = (term: string) =>
          Math.log(1 + (documents.length + 1) / (documents.filter((own) => own.includes(term)).length + 0.5));
        const sum = (of: readonly string[]) => of.reduce((total, term) => total + weight(term), 0);
        const expected = documents.flatMap((own, at) => {
          const score = sum(own.filter((term) => question.includes(term))) / Math.sqrt(sum(own) * sum(question));
          return score >= 0.5 + 1e-9 ? [String(at)] : [];
        });
        const found = answers(index, question, 0.5).map(([document]) => document);
        expect(found).toEqual(expect.arrayContaining(expected));
      }),
    );
  });

  it('grows beyond its first size', () => {
    const index = new TermIndex<number>();
    for (let at = 0; at < 3_000; at++) index.add(String(at), at, ['all', `own ${at}`]);
    expect(index.search(['own 2999'], 0.5)).toMatchObject([{ document: 2_999 }]);
    expect(index.search(['all'], 0.9)).toEqual([]);
    expect(index.get('17')).toBe(17);
  });
});
