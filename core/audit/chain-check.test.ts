import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, SealedEntry } from './audit-entry.js';
import { ChainCheck } from './chain-check.js';
import type { ChainFlaw } from './chain-flaw.js';
import { chainOf } from './chain-of.js';
import { type ChainPoint, GENESIS } from './chain-point.js';
import { entryHash } from './entry-hash.js';

const COUNT = 1_000;

const entry = (id: number, detail = `{"id": ${id}}`): AuditEntry => ({
  id,
  source: 'ledger',
  kind: 'posting',
  action: 'inserted',
  subject: String(id),
  tradeId: id % 3 === 0 ? `t${id}` : null,
  at: 1_000 + id,
  recordedAt: 2_000 + id,
  detail,
});
const log = chainOf(
  Array.from({ length: COUNT }, (_, index) => entry(index + 1)),
  GENESIS,
);
const headOf = (entries: readonly SealedEntry[]): ChainPoint => entries.at(-1) ?? GENESIS;
const places = Array.from({ length: COUNT }, (_, index) => index + 1);

/** Checks what is left of the log, from a place that is known to be good: what is before it was not touched. */
function check(entries: readonly SealedEntry[], near: number): ChainFlaw | null {
  // Two entries early, so that flaws that show at the next entry are met as in a check from the beginning.
  const begin = Math.max(0, near - 3);
  const chain = new ChainCheck(log[begin - 1] ?? GENESIS);
  for (const one of entries.slice(begin)) chain.take(one);
  return chain.finish(headOf(log));
}

/** The log with `count` rows from a place on replaced. */
const spliced = (place: number, count: number, ...rows: readonly SealedEntry[]): readonly SealedEntry[] => [
  ...log.slice(0, place - 1),
  ...rows,
  ...log.slice(place - 1 + count),
];
const at = (place: number): SealedEntry => log[place - 1] as SealedEntry;
const rehashed = (row: SealedEntry): SealedEntry => ({ ...row, hash: entryHash(row.sequence, row.previous, row) });

describe('the chain', () => {
  it('is in order as it was sealed, from the beginning and from any place', () => {
    const chain = new ChainCheck();
    for (const one of log) chain.take(one);
    expect(chain.finish(headOf(log))).toBeNull();
    expect(chain.good).toMatchObject({ sequence: COUNT, hash: at(COUNT).hash });
    expect(new ChainCheck().finish(GENESIS)).toBeNull();
    for (const place of [1, 2, 500, COUNT]) expect(check(log, place)).toBeNull();
  });

  const alterations: Readonly<Record<string, (row: SealedEntry) => SealedEntry>> = {
    'its words': (row) => ({ ...row, detail: `${row.detail} ` }),
    'its words, with a hash that fits': (row) => rehashed({ ...row, detail: '{"id": 0}' }),
    'its time': (row) => ({ ...row, at: row.at + 1 }),
    'its trade': (row) => ({ ...row, tradeId: row.tradeId === null ? '' : null }),
    'its hash': (row) => ({ ...row, hash: at(1).previous }),
    'what it follows': (row) => ({ ...row, previous: '00' }),
  };
  it.each(Object.keys(alterations))('tells every single entry of which %s was altered', (what) => {
    const wrong = places.filter((place) => {
      const flaw = check(spliced(place, 1, (alterations[what] as (row: SealedEntry) => SealedEntry)(at(place))), place);
      return flaw?.kind !== 'altered' || flaw.sequence !== place || flaw.id !== place;
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a gap where it was', (row: SealedEntry) => row],
    ['the later ones moved up', (row: SealedEntry) => ({ ...row, sequence: row.sequence - 1 })],
  ])('tells every single entry that was removed, with %s', (_how, move) => {
    const wrong = places.filter((place) => {
      const flaw = check([...log.slice(0, place - 1), ...log.slice(place).map(move)], place);
      return flaw?.kind !== 'removed' || flaw.sequence !== place;
    });
    expect(wrong).toEqual([]);
  });

  const insertions: Readonly<Record<string, (place: number) => SealedEntry>> = {
    'a made-up hash': (place) => ({ ...entry(0), sequence: place, previous: 'aa', hash: 'bb' }),
    'the right predecessor': (place) => ({ ...entry(0), sequence: place, previous: headBefore(place), hash: 'bb' }),
    'the right predecessor and its own hash': (place) =>
      rehashed({ ...entry(0), sequence: place, previous: headBefore(place), hash: '' }),
  };
  const headBefore = (place: number) => (log[place - 2] ?? GENESIS).hash;
  const shifts: Readonly<Record<string, (row: SealedEntry) => SealedEntry>> = {
    'the others as they were': (row) => row,
    'the later ones moved down': (row) => ({ ...row, sequence: row.sequence + 1 }),
  };
  it.each(Object.keys(insertions).flatMap((what) => Object.keys(shifts).map((how) => [what, how] as const)))(
    'tells every single entry that was put in with %s, %s, before the first and behind the last too',
    (what, how) => {
      const wrong = [...places, COUNT + 1].filter((place) => {
        const row = (insertions[what] as (place: number) => SealedEntry)(place);
        const shift = shifts[how] as (row: SealedEntry) => SealedEntry;
        const flaw = check([...log.slice(0, place - 1), row, ...log.slice(place - 1).map(shift)], place);
        return flaw?.kind !== 'inserted' || flaw.sequence !== place || flaw.id !== 0;
      });
      expect(wrong).toEqual([]);
    },
  );

  it.each([
    ['with their places', false],
    ['keeping their places', true],
  ])('tells every two entries that were swapped %s: neighbours, and near and far ones', (_how, renumber) => {
    const distances = [1, 2, 3, 10, 400];
    const wrong = places.flatMap((place) =>
      distances.flatMap((distance) => {
        const other = log[place - 1 + distance];
        if (other === undefined) return [];
        const here = renumber ? { ...other, sequence: place } : other;
        const there = renumber ? { ...at(place), sequence: place + distance } : at(place);
        const rows = [...log];
        rows[place - 1] = here;
        rows[place - 1 + distance] = there;
        const flaw = check(rows.slice(0, place + distance + 3), place);
        return flaw?.kind !== 'swapped' || flaw.sequence !== place ? [{ place, distance, flaw }] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('tells two entries whose words alone were swapped, at the first of them', () => {
    const wrong = places.slice(0, -1).filter((place) => {
      const { sequence, previous, hash } = at(place);
      const flaw = check(spliced(place, 1, { ...at(place + 1), sequence, previous, hash }), place);
      return flaw?.kind !== 'altered' || flaw.sequence !== place;
    });
    expect(wrong).toEqual([]);
  });

  it('is never in order after anything was done to it', () => {
    const row = fc.integer({ min: 0, max: COUNT - 1 });
    const field = fc.constantFrom(
      'id',
      'at',
      'recordedAt',
      'sequence',
      'detail',
      'kind',
      'subject',
      'previous',
      'hash',
    );
    fc.assert(
      fc.property(row, row, field, fc.constantFrom('alter', 'remove', 'copy', 'swap'), (here, there, name, how) => {
        const rows = [...log];
        const one = rows[here] as SealedEntry;
        if (how === 'alter')
          rows[here] = { ...one, [name]: typeof one[name] === 'number' ? one[name] + 1 : `${one[name]}0` };
        else if (how === 'remove') rows.splice(here, 1);
        else if (how === 'copy') rows.splice(there, 0, one);
        else {
          fc.pre(here !== there);
          rows[here] = rows[there] as SealedEntry;
          rows[there] = one;
        }
        const chain = new ChainCheck();
        for (const entryOfLog of rows) chain.take(entryOfLog);
        const flaw = chain.finish(headOf(log));
        expect(flaw).not.toBeNull();
        const first = how === 'swap' ? Math.min(here, there) : how === 'copy' ? there : here;
        // A copy right behind its original is found at the one or the other.
        expect(Math.abs((flaw?.sequence ?? 0) - (first + 1))).toBeLessThanOrEqual(how === 'copy' ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('hashes the same entry differently at another place, behind another, and with any word changed', () => {
    const whole = { ...entry(1), id: 1 };
    const hash = entryHash(1, GENESIS.hash, whole);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(entryHash(1, GENESIS.hash, { ...whole })).toBe(hash);
    expect(new Set([hash, entryHash(2, GENESIS.hash, whole), entryHash(1, hash, whole)]).size).toBe(3);
    // Words cannot move from one field into the next.
    expect(entryHash(1, '', { ...whole, kind: 'ab', subject: 'c' })).not.toBe(
      entryHash(1, '', { ...whole, kind: 'a', subject: 'bc' }),
    );
  });
});
