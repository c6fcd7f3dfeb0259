import type { HaltView } from '../../protocol/halt-view.js';
import { placeHash } from '../app/place.js';
import { useLink } from '../live/use-link.js';

interface Told {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly text: string;
}

/** The swarm in a few words. */
function tell(halt: HaltView | null, live: boolean): Told {
  if (!live) return { tone: 'warn', text: 'No connection' };
  if (halt === null) return { tone: 'plain', text: 'Connecting…' };
  if (halt.halt !== null) return { tone: 'bad', text: 'Halted' };
  if (halt.agentsUnknown !== null) return { tone: 'warn', text: 'Agents unknown' };
  const dead = halt.agents.filter(({ state }) => state === 'dead').length;
  const all = halt.agents.length;
  if (dead > 0) return { tone: 'bad', text: `${dead} of ${all} agents silent` };
  const starting = halt.agents.filter(({ state }) => state === 'starting').length;
  if (starting > 0) return { tone: 'warn', text: `${starting} of ${all} agents starting` };
  return { tone: 'good', text: `Running, ${all} agents` };
}

/** Whether it is safe, in one glance; leads to the processes. */
export function SwarmState({ halt }: { readonly halt: HaltView | null }) {
  const link = useLink();
  const { tone, text } = tell(halt, link.kind !== 'lost');
  return (
    <a className={`swarm swarm-${tone}`} href={placeHash('risk')} aria-live="polite">
      <span className="swarm-dot" aria-hidden="true" />
      {text}
    </a>
  );
}
