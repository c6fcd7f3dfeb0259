import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';

/**
 * The alert that a halt is, or its end (null). What the swarm ordered itself is an emergency; a person who halts knows
 * of it. @param now Unix ms
 */
export function haltAlert(halt: Halt | null, now: number): Alert {
  const source = 'alert-router';
  if (halt === null) {
    const id = `halt.lifted:${now}`;
    const title = 'Trading goes on: the halt was lifted';
    return { id, tier: 'important', kind: 'halt.lifted', dedupeKey: 'halt.lifted', title, body: '', source, at: now };
  }
  const { id, by, reason } = halt;
  const byItself = by === 'risk-guardian' || by === 'executor';
  return {
    id: `halt:${id}`,
    tier: byItself ? 'emergency' : 'critical',
    kind: 'halt',
    // The guardian tells of its own halts too; the two are one alert.
    dedupeKey: `halt:${id}`,
    title: 'HALT_ALL',
    body: `${reason}\nOrdered by ${by}. It stays until: resume --reason …`,
    source,
    at: now,
  };
}
