import type { ServerFrame } from '../../protocol/frames.js';
import type { Row, TopicMemory } from './topic-memory.js';

/** A frame that carries something of a topic. */
export type TopicFrame = Extract<ServerFrame, { readonly topic: string }>;

export type Applied =
  | { readonly kind: 'taken'; readonly memory: TopicMemory }
  /** Known already: an older frame, or the same once more. */
  | { readonly kind: 'known' }
  /** A change of something that this page never had: it needs a snapshot. */
  | { readonly kind: 'lost' };

/**
 * What a topic is after a frame of the server's life `life`. Numbers of one life only grow, and a gap between them is
 * no loss; those of another life say nothing about each other, so only a whole value crosses from life to life.
 */
export function applyFrame(memory: TopicMemory | undefined, life: string, frame: TopicFrame): Applied {
  const sameLife = memory !== undefined && memory.place.life === life;
  if (sameLife && frame.sequence <= memory.place.sequence) return { kind: 'known' };
  const place = { life, sequence: frame.sequence };
  switch (frame.type) {
    case 'document':
      return { kind: 'taken', memory: { kind: 'document', place, value: frame.value } };
    case 'snapshot':
      return { kind: 'taken', memory: { kind: 'table', place, rows: byId(frame.rows) } };
    case 'delta': {
      if (!sameLife || memory.kind !== 'table') return { kind: 'lost' };
      const rows = new Map(memory.rows);
      for (const id of frame.remove) rows.delete(id);
      for (const row of frame.put) rows.set(row.id, row);
      return { kind: 'taken', memory: { kind: 'table', place, rows } };
    }
  }
}

const byId = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.id, row]));
