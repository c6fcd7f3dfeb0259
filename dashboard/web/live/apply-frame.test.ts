import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFrame, type TopicFrame } from './apply-frame.js';
import type { Row, TopicMemory } from './topic-memory.js';

interface Versioned extends Row {
  readonly version: number;
}

/** A table as the server keeps it, able to tell what changed since any of its numbers. */
class ServerTable {
  sequence = 0;
  readonly rows = new Map<string, Versioned>();
  readonly #changes: { readonly sequence: number; readonly id: string }[] = [];

  change(id: string, gone: boolean, skip: number): void {
    this.sequence += 1 + skip;
    if (gone) this.rows.delete(id);
    else this.rows.set(id, { id, version: this.sequence });
    this.#changes.push({ sequence: this.sequence, id });
  }

  snapshot(): TopicFrame {
    return { type: 'snapshot', topic: 'trades', sequence: this.sequence, rows: [...this.rows.values()] } as never;
  }

  since(sequence: number): TopicFrame {
    const ids = new Set(this.#changes.filter((change) => change.sequence > sequence).map(({ id }) => id));
    return {
      type: 'delta',
      topic: 'trades',
      sequence: this.sequence,
      put: [...ids].flatMap((id) => this.rows.get(id) ?? []),
      remove: [...ids].filter((id) => !this.rows.has(id)),
    } as never;
  }
}

const rowsOf = (memory: TopicMemory | undefined) =>
  memory?.kind === 'table' ? [...memory.rows.values()].sort((a, b) => a.id.localeCompare(b.id)) : null;

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('change' as const),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      gone: fc.boolean(),
      skip: fc.nat(3),
    }),
    fc.record({ do: fc.constant('tell' as const) }),
    fc.record({ do: fc.constant('repeat' as const) }),
    fc.record({ do: fc.constant('reconnect' as const) }),
    fc.record({ do: fc.constant('forget' as const) }),
    fc.record({ do: fc.constant('restart' as const) }),
  ),
  { maxLength: 60 },
);

describe('applyFrame', () => {
  it('ends where the server is, through gaps, repetitions, reconnects and restarts', () => {
    fc.assert(
      fc.property(steps, (course) => {
        let table = new ServerTable();
        let life = 0;
        let memory: TopicMemory | undefined;
        const told: { readonly life: string; readonly frame: TopicFrame }[] = [];
        const take = (frame: TopicFrame) => {
          told.push({ life: String(life), frame });
          const applied = applyFrame(memory, String(life), frame);
          if (applied.kind === 'taken') memory = applied.memory;
          return applied.kind;
        };
        const catchUp = () => {
          const place = memory?.place;
          const resumed = place !== undefined && place.life === String(life);
          if (take(resumed ? table.since(place.sequence) : table.snapshot()) === 'lost') take(table.snapshot());
        };
        for (const step of course) {
          switch (step.do) {
            case 'change':
              table.change(step.id, step.gone, step.skip);
              break;
            case 'tell':
            case 'reconnect':
              catchUp();
              break;
            case 'repeat': {
              // Whatever was said before in this life says nothing new.
              const before = memory;
              for (const old of told.filter((each) => each.life === String(life))) {
                const applied = applyFrame(memory, old.life, old.frame);
                if (before?.place.life === old.life) expect(applied.kind).toBe('known');
              }
              break;
            }
            case 'forget':
              take(table.snapshot());
              break;
            case 'restart': {
              const rows = [...table.rows.values()];
              table = new ServerTable();
              life += 1;
              for (const { id } of rows.slice(1)) table.change(id, false, 0);
              break;
            }
          }
        }
        catchUp();
        expect(rowsOf(memory)).toEqual([...table.rows.values()].sort((a, b) => a.id.localeCompare(b.id)));
        expect(memory?.place).toEqual({ life: String(life), sequence: table.sequence });
      }),
      { numRuns: 500 },
    );
  });

  it('asks for the whole when a change of another life comes', () => {
    const table = new ServerTable();
    table.change('a', false, 0);
    const first = applyFrame(undefined, 'one', table.snapshot());
    expect(first.kind).toBe('taken');
    if (first.kind !== 'taken') return;
    table.change('b', false, 0);
    expect(applyFrame(first.memory, 'two', table.since(1)).kind).toBe('lost');
    expect(applyFrame(undefined, 'one', table.since(1)).kind).toBe('lost');
  });

  it('replaces a document, and keeps the newer one when an older comes late', () => {
    const frame = (sequence: number, value: unknown) =>
      ({ type: 'document', topic: 'halt', sequence, value }) as unknown as TopicFrame;
    const newest = applyFrame(undefined, 'one', frame(5, 'new'));
    expect(newest).toMatchObject({ kind: 'taken', memory: { value: 'new' } });
    if (newest.kind !== 'taken') return;
    expect(applyFrame(newest.memory, 'one', frame(4, 'old')).kind).toBe('known');
    expect(applyFrame(newest.memory, 'two', frame(1, 'after the restart'))).toMatchObject({
      kind: 'taken',
      memory: { value: 'after the restart', place: { life: 'two', sequence: 1 } },
    });
  });

  it('leaves what it was given as it was', () => {
    const table = new ServerTable();
    table.change('a', false, 0);
    const first = applyFrame(undefined, 'one', table.snapshot());
    if (first.kind !== 'taken' || first.memory.kind !== 'table') throw new Error('a snapshot is taken');
    const before = [...first.memory.rows];
    table.change('a', true, 0);
    applyFrame(first.memory, 'one', table.since(1));
    expect([...first.memory.rows]).toEqual(before);
  });
});
