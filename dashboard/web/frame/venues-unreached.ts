import type { HaltView } from '../../protocol/halt-view.js';

/** An executor that lives answers within its next heartbeat, ms. */
const PATIENCE_MS = 4_000;

/**
 * Why it is not certain that a halt has reached the venues, in words; null: it has, or nothing rests there. The executor
 * alone holds their keys; what it does not confirm, nobody has done. `now` Unix ms. Pure.
 */
export function venuesUnreached({ agents, agentsUnknown, halt, mode }: HaltView, now: number): string | null {
  if (mode === 'paper' || halt === null || now - halt.at < PATIENCE_MS) return null;
  if (agentsUnknown !== null) return `whether the executor obeys is not known (${agentsUnknown})`;
  const executor = agents.find(({ agent }) => agent === 'executor');
  if (executor === undefined) return 'no executor runs';
  if (executor.state === 'dead') return 'the executor is silent';
  return executor.acknowledged === true ? null : 'the executor has not answered';
}
