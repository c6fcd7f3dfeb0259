import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRow } from '../../protocol/alert-row.js';
import type { ServerFrame } from '../../protocol/frames.js';
import { LiveTable } from './live-table.js';

const row = (id: string, title = ''): AlertRow => ({
  id,
  tier: 'routine',
  kind: 'test',
  title,
  body: '',
  source: 'test',
  at: 0,
  count: 1,
  acknowledgedAt: null,
  acknowledgedBy: null,
});

/** The rows that a client has after a frame. */
function apply(state: ReadonlyMap<string, AlertRow>, text: string | null): ReadonlyMap<string, AlertRow> {
  if (text === null) return state;
  const frame = JSON.parse(text) as Extract<ServerFrame, { topic: 'alerts' }>;
  if (frame.type === 'snapshot') return new Map(frame.rows.map((one) => [one.id, one]));
  const next = new Map(state);
  for (const one of frame.put) next.set(one.id, one);
  for (const id of frame.remove) next.delete(id);
  return next;
}

describe('a table that clients follow', () => {
  it('says nothing before its first state is there, then all of it', () => {
    const table = new LiveTable('alerts', 10);
    table.put(row('a'));
    table.commit();
    expect(table.frameSince(null)).toBeNull();
    table.replace([row('a'), row('b')]);
    table.commit();
    expect([...apply(new Map(), table.frameSince(null)).keys()]).toEqual(['a', 'b']);
  });

  it('tells an empty table from one that is not known yet', () => {
    const table = new LiveTable('alerts', 10);
    table.replace([]);
    table.commit();
    expect(JSON.parse(table.frameSince(null) ?? '')).toMatchObject({ type: 'snapshot', rows: [] });
  });

  it('tells what changed between two places once, and nothing where nothing did', () => {
    const table = new LiveTable('alerts', 10);
    table.replace([row('a'), row('b')]);
    table.commit();
    const before = table.sequence;
    table.put(row('a', 'first'));
    table.put(row('a', 'second'));
    table.remove('b');
    table.commit();
    table.put(row('c'));
    table.commit();
    expect(JSON.parse(table.frameSince(before) ?? '')).toEqual({
      type: 'delta',
      topic: 'alerts',
      sequence: before + 2,
      put: [row('c'), row('a', 'second')],
      remove: ['b'],
    });
    expect(table.frameSince(table.sequence)).toBeNull();
    table.put(row('c'));
    table.commit();
    expect(table.sequence).toBe(before + 2);
  });

  it('gives everything to a client whose place is forgotten or is none', () => {
    const table = new LiveTable('alerts', 1);
    table.replace([row('a')]);
    table.commit();
    const before = table.sequence;
    for (let index = 0; index < 100; index++) {
      table.put(row('a', String(index)));
      table.commit();
    }
    for (const place of [before, table.sequence + 1, null])
      expect(JSON.parse(table.frameSince(place) ?? '')).toMatchObject({ type: 'snapshot', rows: [row('a', '99')] });
  });

  it('keeps the rows that changed last when there are too many', () => {
    const table = new LiveTable('alerts', 2);
    table.replace([row('a'), row('b')]);
    table.commit();
    table.put(row('a', 'new'));
    table.commit();
    const before = table.sequence;
    table.put(row('c'));
    table.commit();
    expect(JSON.parse(table.frameSince(before) ?? '')).toMatchObject({ put: [row('c')], remove: ['b'] });
    expect(table.size).toBe(2);
  });

  it('brings every client to the same state, however seldom it asks', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id: ids, title: fc.string({ maxLength: 3 }) }),
      fc.record({ kind: fc.constant('remove' as const), id: ids }),
      fc.record({ kind: fc.constant('replace' as const), ids: fc.uniqueArray(ids) }),
      fc.constant({ kind: 'commit' as const }),
      fc.record({ kind: fc.constant('ask' as const), client: fc.nat(2) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 1, max: 4 }), (steps, most) => {
        const table = new LiveTable('alerts', most);
        table.replace([]);
        table.commit();
        const clients = [0, 1, 2].map(() => ({
          place: null as number | null,
          state: new Map() as ReadonlyMap<string, AlertRow>,
        }));
        const ask = (client: (typeof clients)[number]) => {
          client.state = apply(client.state, table.frameSince(client.place));
          client.place = table.sequence;
        };
        for (const one of steps) {
          if (one.kind === 'put') table.put(row(one.id, one.title));
          else if (one.kind === 'remove') table.remove(one.id);
          else if (one.kind === 'replace') table.replace(one.ids.map((id) => row(id)));
          else if (one.kind === 'commit') table.commit();
          else ask(clients[one.client] as (typeof clients)[number]);
        }
        table.commit();
        const fresh = apply(new Map(), table.frameSince(null));
        for (const client of clients) {
          ask(client);
          expect(Object.fromEntries(client.state)).toEqual(Object.fromEntries(fresh));
        }
        expect(fresh.size).toBeLessThanOrEqual(most);
      }),
    );
  });
});
